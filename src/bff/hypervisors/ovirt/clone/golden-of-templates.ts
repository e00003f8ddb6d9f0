import type { Golden } from './golden.ts'

const everywhere = { copies: [{ name: 'a1' }], notes: 'from <golden> & "tested"' }
const mib = 1024 ** 2

/** Copies of a template. */
export const goldensOfTemplates: Golden[] = [
  {
    name: 'a thin VM of a template',
    of: 'template',
    order: { linked: true },
    v4: [['POST /vms', { name: 'a1', cluster: { id: 'c1' }, template: { id: 't1' } }]],
    v3: [['POST /vms', '<vm><name>a1</name><cluster id="c1"/><template id="t1"/></vm>']],
  },
  {
    name: 'an independent VM of a template',
    of: 'template',
    order: {},
    v4: [['POST /vms?clone=true', { name: 'a1', cluster: { id: 'c1' }, template: { id: 't1' } }]],
    v3: [
      [
        'POST /vms',
        '<vm><name>a1</name><cluster id="c1"/><template id="t1"/><disks><clone>true</clone></disks></vm>',
      ],
    ],
  },
  {
    name: 'each disk in a storage domain and format of its own, with the permissions of the template',
    of: 'template',
    order: {
      placement: { clusterId: 'c2', datastoreId: 'sd2' },
      disks: [{ id: 'd2', datastoreId: 'sd3', format: 'thick' }],
      clonePermissions: true,
    },
    v4: [
      [
        'POST /vms?clone=true&clone_permissions=true',
        {
          name: 'a1',
          cluster: { id: 'c2' },
          template: { id: 't1' },
          disk_attachments: {
            disk_attachment: [
              { disk: { id: 'd1', storage_domains: { storage_domain: [{ id: 'sd2' }] } } },
              {
                disk: {
                  id: 'd2',
                  format: 'raw',
                  sparse: 'false',
                  storage_domains: { storage_domain: [{ id: 'sd3' }] },
                },
              },
            ],
          },
        },
      ],
    ],
    v3: [
      [
        'POST /vms',
        '<vm><name>a1</name><cluster id="c2"/><template id="t1"/><disks><clone>true</clone>' +
          '<disk id="d1"><storage_domains><storage_domain id="sd2"/></storage_domains></disk>' +
          '<disk id="d2"><format>raw</format><sparse>false</sparse><storage_domains><storage_domain id="sd3"/></storage_domains></disk>' +
          '</disks><permissions><clone>true</clone></permissions></vm>',
      ],
    ],
  },
  {
    name: 'hardware, notes, host and cards of a VM of a template, started with cloud-init',
    of: 'template',
    order: {
      ...everywhere,
      linked: true,
      cpus: 4,
      coresPerSocket: 2,
      memoryBytes: 1024 * mib,
      placement: { hostId: 'h1' },
      nics: [
        { id: 'n1', networkId: 'net1', connected: false },
        { id: 'n2', connected: true },
      ],
      powerOn: true,
      customization: {
        kind: 'cloud-init',
        options: {
          timeZone: 'Etc/UTC',
          userName: 'root',
          password: 'p<&"',
          sshKeys: 'ssh-rsa AAA',
          nics: [
            { name: 'eth0', protocol: 'dhcp', onBoot: true },
            {
              name: 'eth1',
              protocol: 'static',
              address: '198.51.100.5',
              netmask: '255.255.255.0',
              gateway: '198.51.100.1',
              onBoot: false,
            },
          ],
          dnsServers: ['192.0.2.2', '192.0.2.3'],
          dnsSearch: ['x.test'],
          customScript: 'runcmd:\n- touch /x',
        },
      },
    },
    v4: [
      [
        'POST /vms',
        {
          name: 'a1',
          description: 'from <golden> & "tested"',
          cluster: { id: 'c1' },
          template: { id: 't1' },
          memory: '1073741824',
          memory_policy: { guaranteed: '1073741824' },
          cpu: { topology: { sockets: '2', cores: '2', threads: '1' } },
          placement_policy: { hosts: { host: [{ id: 'h1' }] } },
        },
      ],
      ['PUT /vms/a1-id/nics/n1-id', { vnic_profile: { id: 'profile-of-net1' }, linked: 'false' }],
      ['PUT /vms/a1-id/nics/n2-id', { plugged: 'true', linked: 'true' }],
      [
        'POST /vms/a1-id/start',
        {
          use_cloud_init: 'true',
          vm: {
            stateless: 'false',
            initialization: {
              host_name: 'a1',
              timezone: 'Etc/UTC',
              user_name: 'root',
              root_password: 'p<&"',
              authorized_ssh_keys: 'ssh-rsa AAA',
              dns_servers: '192.0.2.2 192.0.2.3',
              dns_search: 'x.test',
              nic_configurations: {
                nic_configuration: [
                  { name: 'eth0', on_boot: 'true', boot_protocol: 'dhcp' },
                  {
                    name: 'eth1',
                    on_boot: 'false',
                    boot_protocol: 'static',
                    ip: { address: '198.51.100.5', netmask: '255.255.255.0', gateway: '198.51.100.1' },
                  },
                ],
              },
              custom_script: 'runcmd:\n- touch /x',
            },
          },
        },
      ],
    ],
    v3: [
      [
        'POST /vms',
        '<vm><name>a1</name><description>from &lt;golden&gt; &amp; &quot;tested&quot;</description><cluster id="c1"/><template id="t1"/>' +
          '<memory>1073741824</memory><memory_policy><guaranteed>1073741824</guaranteed></memory_policy>' +
          '<cpu><topology sockets="2" cores="2" threads="1"/></cpu>' +
          '<placement_policy><host id="h1"/><affinity>migratable</affinity></placement_policy></vm>',
      ],
      ['PUT /vms/a1-id/nics/n1-id', '<nic><network id="net1"/><linked>false</linked></nic>'],
      ['PUT /vms/a1-id/nics/n2-id', '<nic><plugged>true</plugged><linked>true</linked></nic>'],
      [
        'POST /vms/a1-id/start',
        '<action><vm><stateless>false</stateless><initialization><cloud_init><host><address>a1</address></host><timezone>Etc/UTC</timezone>' +
          '<users><user><user_name>root</user_name><password>p&lt;&amp;&quot;</password></user></users>' +
          '<authorized_keys><authorized_key><user><user_name>root</user_name></user><key>ssh-rsa AAA</key></authorized_key></authorized_keys>' +
          '<network_configuration><nics><nic><name>eth0</name><boot_protocol>DHCP</boot_protocol><on_boot>true</on_boot></nic>' +
          '<nic><name>eth1</name><boot_protocol>STATIC</boot_protocol><network><ip address="198.51.100.5" netmask="255.255.255.0" gateway="198.51.100.1"/></network><on_boot>false</on_boot></nic></nics>' +
          '<dns><servers><host><address>192.0.2.2</address></host><host><address>192.0.2.3</address></host></servers>' +
          '<search_domains><host><address>x.test</address></host></search_domains></dns></network_configuration></cloud_init>' +
          '<custom_script>runcmd:\n- touch /x</custom_script></initialization></vm></action>',
      ],
    ],
  },
]
