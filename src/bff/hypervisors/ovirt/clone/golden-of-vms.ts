import type { Golden } from './golden.ts'

const mib = 1024 ** 2

/** Copies of a VM, or of one of its snapshots. */
export const goldensOfVms: Golden[] = [
  {
    name: 'a VM of a snapshot, its disks by their images, with cloud-init kept for its first start and an address of its own',
    of: 'snapshot',
    order: {
      copies: [
        {
          name: 'a1',
          hostName: 'a1.x.test',
          address: '192.0.2.5',
          netmask: '255.255.255.0',
          gateway: '192.0.2.1',
        },
      ],
      placement: { datastoreId: 'sd2' },
      disks: [{ id: 'd1', format: 'thin' }],
      nics: [{ id: 'n2', remove: true }],
      customization: {
        kind: 'cloud-init',
        options: { nics: [{ name: 'eth0', protocol: 'dhcp', onBoot: true }] },
      },
    },
    v4: [
      [
        'POST /vms',
        {
          name: 'a1',
          cluster: { id: 'c1' },
          snapshots: { snapshot: [{ id: 's1' }] },
          initialization: {
            host_name: 'a1.x.test',
            nic_configurations: {
              nic_configuration: [
                {
                  name: 'eth0',
                  on_boot: 'true',
                  boot_protocol: 'static',
                  ip: { address: '192.0.2.5', netmask: '255.255.255.0', gateway: '192.0.2.1' },
                },
              ],
            },
          },
          disk_attachments: {
            disk_attachment: [
              {
                disk: {
                  image_id: 'image-of-d1',
                  format: 'cow',
                  sparse: 'true',
                  storage_domains: { storage_domain: [{ id: 'sd2' }] },
                },
              },
              { disk: { image_id: 'image-of-d2', storage_domains: { storage_domain: [{ id: 'sd2' }] } } },
            ],
          },
        },
      ],
      ['DELETE /vms/a1-id/nics/n2-id'],
    ],
    v3: [
      [
        'POST /vms',
        '<vm><name>a1</name><cluster id="c1"/><snapshots><snapshot id="s1"/></snapshots>' +
          '<initialization><cloud_init><host><address>a1.x.test</address></host><network_configuration><nics><nic><name>eth0</name><boot_protocol>STATIC</boot_protocol>' +
          '<network><ip address="192.0.2.5" netmask="255.255.255.0" gateway="192.0.2.1"/></network><on_boot>true</on_boot></nic></nics></network_configuration></cloud_init></initialization>' +
          '<disks><disk><image_id>image-of-d1</image_id><format>cow</format><sparse>true</sparse><storage_domains><storage_domain id="sd2"/></storage_domains></disk>' +
          '<disk><image_id>image-of-d2</image_id><storage_domains><storage_domain id="sd2"/></storage_domains></disk></disks></vm>',
      ],
      ['DELETE /vms/a1-id/nics/n2-id'],
    ],
  },
  {
    name: 'a plain VM of a snapshot',
    of: 'snapshot',
    order: {},
    v4: [['POST /vms', { name: 'a1', cluster: { id: 'c1' }, snapshots: { snapshot: [{ id: 's1' }] } }]],
    v3: [
      ['POST /vms', '<vm><name>a1</name><cluster id="c1"/><snapshots><snapshot id="s1"/></snapshots></vm>'],
    ],
  },
  {
    name: 'a clone of a VM, all else by an edit, started as it is',
    of: 'vm',
    order: {
      notes: 'n',
      cpus: 4,
      memoryBytes: 16 * 1024 * mib,
      placement: { clusterId: 'c2', hostId: 'h1', datastoreId: 'sd2' },
      discardSnapshots: false,
      powerOn: true,
    },
    v4: [
      [
        'POST /vms/v1/clone',
        { vm: { name: 'a1' }, storage_domain: { id: 'sd2' }, discard_snapshots: 'false' },
      ],
      [
        'PUT /vms/a1-id',
        {
          description: 'n',
          cluster: { id: 'c2' },
          memory: '17179869184',
          memory_policy: { max: '17179869184' },
          cpu: { topology: { sockets: '4', cores: '1', threads: '1' } },
          placement_policy: { hosts: { host: [{ id: 'h1' }] } },
        },
      ],
      ['POST /vms/a1-id/start', {}],
    ],
  },
  {
    name: 'a clone of a VM on 3.6, with sysprep kept for its first start',
    of: 'vm',
    order: {
      way: 'vm-clone',
      placement: { hostId: 'h1' },
      customization: {
        kind: 'sysprep',
        options: {
          hostName: 'a1',
          domain: 'x.test',
          organization: 'X',
          timeZone: 'W. Europe Standard Time',
          userName: 'Administrator',
          password: 'p',
          customScript: '<unattend/>',
        },
      },
    },
    v3Release: '3.6',
    v3: [
      ['POST /vms/v1/clone', '<action><vm><name>a1</name></vm></action>'],
      [
        'PUT /vms/a1-id',
        '<vm><placement_policy><host id="h1"/><affinity>user_migratable</affinity></placement_policy>' +
          '<initialization><host_name>a1</host_name><domain>x.test</domain><org_name>X</org_name><timezone>W. Europe Standard Time</timezone>' +
          '<user_name>Administrator</user_name><root_password>p</root_password><custom_script>&lt;unattend/&gt;</custom_script></initialization></vm>',
      ],
    ],
    v4: [
      ['POST /vms/v1/clone', { vm: { name: 'a1' } }],
      [
        'PUT /vms/a1-id',
        {
          placement_policy: { hosts: { host: [{ id: 'h1' }] } },
          initialization: {
            host_name: 'a1',
            domain: 'x.test',
            org_name: 'X',
            timezone: 'W. Europe Standard Time',
            user_name: 'Administrator',
            root_password: 'p',
            custom_script: '<unattend/>',
          },
        },
      ],
    ],
  },
  {
    name: 'a template of a VM, sealed, as a version of another, its disks placed',
    of: 'vm',
    order: {
      template: true,
      notes: 'n',
      memoryBytes: 4096 * mib,
      disks: [{ id: 'd2', datastoreId: 'sd2' }],
      seal: true,
      clonePermissions: true,
      version: { baseTemplateId: 't9', name: 'two' },
    },
    v4: [
      [
        'POST /templates?seal=true&clone_permissions=true',
        {
          name: 'a1',
          description: 'n',
          vm: {
            id: 'v1',
            disk_attachments: {
              disk_attachment: [{ disk: { id: 'd2', storage_domains: { storage_domain: [{ id: 'sd2' }] } } }],
            },
          },
          version: { base_template: { id: 't9' }, version_name: 'two' },
        },
      ],
      ['PUT /templates/a1-id', { memory: '4294967296' }],
    ],
  },
  {
    name: 'a template of a VM on 3.6',
    of: 'vm',
    order: {
      template: true,
      cpus: 1,
      placement: { datastoreId: 'sd2' },
      clonePermissions: true,
      version: { baseTemplateId: 't9' },
    },
    v3Release: '3.6',
    v3: [
      [
        'POST /templates',
        '<template><name>a1</name><vm id="v1"><disks><disk id="d1"><storage_domains><storage_domain id="sd2"/></storage_domains></disk>' +
          '<disk id="d2"><storage_domains><storage_domain id="sd2"/></storage_domains></disk></disks></vm>' +
          '<version><base_template id="t9"/></version><permissions><clone>true</clone></permissions></template>',
      ],
      [
        'PUT /templates/a1-id',
        '<template><cpu><topology sockets="1" cores="1" threads="1"/></cpu></template>',
      ],
    ],
  },
]
