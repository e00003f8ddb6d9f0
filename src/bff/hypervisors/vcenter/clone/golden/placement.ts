import type { Sample } from './scene.ts'

export const placementSamples: readonly Sample[] = [
  {
    title: 'a full copy with a place of its own and a name that must be escaped',
    order: {
      way: 'task',
      copies: [
        {
          name: 'web 100%/1\\a',
          placement: { folderId: 'group-v5', poolId: 'resgroup-12', datastoreId: 'datastore-12' },
        },
      ],
      powerOn: true,
      placement: { folderId: 'group-v4', hostId: 'host-10' },
    },
    json: `
{
  "folder": {"_typeName": "ManagedObjectReference", "type": "Folder", "value": "group-v5"},
  "name": "web 100%25%2f1%5ca",
  "spec": {
    "_typeName": "VirtualMachineCloneSpec",
    "location": {
      "_typeName": "VirtualMachineRelocateSpec",
      "datastore": {"_typeName": "ManagedObjectReference", "type": "Datastore", "value": "datastore-12"},
      "pool": {"_typeName": "ManagedObjectReference", "type": "ResourcePool", "value": "resgroup-12"},
      "host": {"_typeName": "ManagedObjectReference", "type": "HostSystem", "value": "host-10"}
    },
    "template": false,
    "powerOn": true
  }
}`,
    soap: `
<folder type="Folder">group-v5</folder>
<name>web 100%25%2f1%5ca</name>
<spec>
  <location>
    <datastore type="Datastore">datastore-12</datastore>
    <pool type="ResourcePool">resgroup-12</pool>
    <host type="HostSystem">host-10</host>
  </location>
  <template>false</template>
  <powerOn>true</powerOn>
</spec>`,
  },
  {
    title: 'a cluster is said by its root pool',
    order: {
      copies: [{ name: 'web-01', placement: { clusterId: 'domain-c9', hostId: 'host-20' } }],
      placement: { clusterId: 'domain-c7' },
      notes: 'x',
    },
    json: `
{
  "folder": {"_typeName": "ManagedObjectReference", "type": "Folder", "value": "group-v3"},
  "name": "web-01",
  "spec": {
    "_typeName": "VirtualMachineCloneSpec",
    "location": {
      "_typeName": "VirtualMachineRelocateSpec",
      "pool": {"_typeName": "ManagedObjectReference", "type": "ResourcePool", "value": "resgroup-9"},
      "host": {"_typeName": "ManagedObjectReference", "type": "HostSystem", "value": "host-20"}
    },
    "template": false,
    "config": {"_typeName": "VirtualMachineConfigSpec", "annotation": "x"},
    "powerOn": false
  }
}`,
    soap: `
<folder type="Folder">group-v3</folder>
<name>web-01</name>
<spec>
  <location><pool type="ResourcePool">resgroup-9</pool><host type="HostSystem">host-20</host></location>
  <template>false</template>
  <config><annotation>x</annotation></config>
  <powerOn>false</powerOn>
</spec>`,
  },
  {
    title: 'a template of a VM is neither started nor customized',
    order: { template: true, powerOn: true, customization: { kind: 'stored', name: 'linux-dhcp' } },
    json: `
{
  "folder": {"_typeName": "ManagedObjectReference", "type": "Folder", "value": "group-v3"},
  "name": "web-01",
  "spec": {
    "_typeName": "VirtualMachineCloneSpec",
    "location": {"_typeName": "VirtualMachineRelocateSpec"},
    "template": true,
    "powerOn": false
  }
}`,
    soap: `
<folder type="Folder">group-v3</folder>
<name>web-01</name>
<spec><location></location><template>true</template><powerOn>false</powerOn></spec>`,
  },
  {
    title: 'a VM of a template names the pool of its cluster',
    source: { template: true },
    order: {},
    json: `
{
  "folder": {"_typeName": "ManagedObjectReference", "type": "Folder", "value": "group-v3"},
  "name": "web-01",
  "spec": {
    "_typeName": "VirtualMachineCloneSpec",
    "location": {
      "_typeName": "VirtualMachineRelocateSpec",
      "pool": {"_typeName": "ManagedObjectReference", "type": "ResourcePool", "value": "resgroup-8"}
    },
    "template": false,
    "powerOn": false
  }
}`,
    soap: `
<folder type="Folder">group-v3</folder>
<name>web-01</name>
<spec>
  <location><pool type="ResourcePool">resgroup-8</pool></location>
  <template>false</template>
  <powerOn>false</powerOn>
</spec>`,
  },
  {
    title: 'a linked copy of a snapshot, with its memory',
    order: { source: { vm: 'vm-42', snapshotId: 'snapshot-9' }, linked: true, memory: true },
    json: `
{
  "folder": {"_typeName": "ManagedObjectReference", "type": "Folder", "value": "group-v3"},
  "name": "web-01",
  "spec": {
    "_typeName": "VirtualMachineCloneSpec",
    "location": {"_typeName": "VirtualMachineRelocateSpec", "diskMoveType": "createNewChildDiskBacking"},
    "template": false,
    "powerOn": false,
    "snapshot": {"_typeName": "ManagedObjectReference", "type": "VirtualMachineSnapshot", "value": "snapshot-9"},
    "memory": true
  }
}`,
    soap: `
<folder type="Folder">group-v3</folder>
<name>web-01</name>
<spec>
  <location><diskMoveType>createNewChildDiskBacking</diskMoveType></location>
  <template>false</template>
  <powerOn>false</powerOn>
  <snapshot type="VirtualMachineSnapshot">snapshot-9</snapshot>
  <memory>true</memory>
</spec>`,
  },
  {
    title: 'hardware, notes and the TPM',
    order: {
      cpus: 4,
      coresPerSocket: 2,
      memoryBytes: 8589934592,
      notes: 'a <copy> & more',
      tpm: 'replace',
      moveType: 'moveAllDiskBackingsAndConsolidate',
    },
    json: `
{
  "folder": {"_typeName": "ManagedObjectReference", "type": "Folder", "value": "group-v3"},
  "name": "web-01",
  "spec": {
    "_typeName": "VirtualMachineCloneSpec",
    "location": {"_typeName": "VirtualMachineRelocateSpec", "diskMoveType": "moveAllDiskBackingsAndConsolidate"},
    "template": false,
    "config": {
      "_typeName": "VirtualMachineConfigSpec",
      "annotation": "a <copy> & more",
      "numCPUs": 4,
      "numCoresPerSocket": 2,
      "memoryMB": 8192
    },
    "powerOn": false,
    "tpmProvisionPolicy": "replace"
  }
}`,
    soap: `
<folder type="Folder">group-v3</folder>
<name>web-01</name>
<spec>
  <location><diskMoveType>moveAllDiskBackingsAndConsolidate</diskMoveType></location>
  <template>false</template>
  <config>
    <annotation>a &lt;copy&gt; &amp; more</annotation>
    <numCPUs>4</numCPUs>
    <numCoresPerSocket>2</numCoresPerSocket>
    <memoryMB>8192</memoryMB>
  </config>
  <powerOn>false</powerOn>
  <tpmProvisionPolicy>replace</tpmProvisionPolicy>
</spec>`,
  },
  {
    title: 'fields of the specification that the wizard does not have, in any order',
    order: {
      cpus: 2,
      placement: { datastoreId: 'datastore-12' },
      extraSpec: {
        memory: false,
        config: {
          extraConfig: [{ value: { _typeName: 'string', _value: 'TRUE' }, key: 'guestinfo.ready' }],
          bootOptions: { bootDelay: 5000, enterBIOSSetup: false },
          cpuAllocation: { shares: { level: 'high', shares: 0 }, reservation: 500 },
          numCPUs: 6,
          vAppConfig: {
            property: [{ info: { value: 'a', type: 'string', id: 'p', key: 1 }, operation: 'add' }],
          },
        },
        location: {
          host: { _typeName: 'ManagedObjectReference', type: 'HostSystem', value: 'host-10' },
          service: {
            url: 'https://other.example',
            instanceUuid: 'u',
            credential: { _typeName: 'ServiceLocatorNamePassword', password: 'p', username: 'n' },
            sslThumbprint: 'AA',
          },
          transform: 'sparse',
          cryptoSpec: { _typeName: 'CryptoSpecDecrypt' },
        },
      },
    },
    json: `
{
  "folder": {"_typeName": "ManagedObjectReference", "type": "Folder", "value": "group-v3"},
  "name": "web-01",
  "spec": {
    "_typeName": "VirtualMachineCloneSpec",
    "location": {
      "_typeName": "VirtualMachineRelocateSpec",
      "service": {
        "_typeName": "ServiceLocator",
        "instanceUuid": "u",
        "url": "https://other.example",
        "credential": {"_typeName": "ServiceLocatorNamePassword", "username": "n", "password": "p"},
        "sslThumbprint": "AA"
      },
      "datastore": {"_typeName": "ManagedObjectReference", "type": "Datastore", "value": "datastore-12"},
      "host": {"_typeName": "ManagedObjectReference", "type": "HostSystem", "value": "host-10"},
      "transform": "sparse",
      "cryptoSpec": {"_typeName": "CryptoSpecDecrypt"}
    },
    "template": false,
    "config": {
      "_typeName": "VirtualMachineConfigSpec",
      "numCPUs": 6,
      "cpuAllocation": {
        "_typeName": "ResourceAllocationInfo",
        "reservation": 500,
        "shares": {"_typeName": "SharesInfo", "shares": 0, "level": "high"}
      },
      "extraConfig": [
        {
          "_typeName": "OptionValue",
          "key": "guestinfo.ready",
          "value": {"_typeName": "string", "_value": "TRUE"}
        }
      ],
      "bootOptions": {"_typeName": "VirtualMachineBootOptions", "bootDelay": 5000, "enterBIOSSetup": false},
      "vAppConfig": {
        "_typeName": "VmConfigSpec",
        "property": [
          {
            "_typeName": "VAppPropertySpec",
            "operation": "add",
            "info": {"_typeName": "VAppPropertyInfo", "key": 1, "id": "p", "type": "string", "value": "a"}
          }
        ]
      }
    },
    "powerOn": false,
    "memory": false
  }
}`,
    soap: `
<folder type="Folder">group-v3</folder>
<name>web-01</name>
<spec>
  <location>
    <service>
      <instanceUuid>u</instanceUuid>
      <url>https://other.example</url>
      <credential xsi:type="ServiceLocatorNamePassword">
        <username>n</username>
        <password>p</password>
      </credential>
      <sslThumbprint>AA</sslThumbprint>
    </service>
    <datastore type="Datastore">datastore-12</datastore>
    <host type="HostSystem">host-10</host>
    <transform>sparse</transform>
    <cryptoSpec xsi:type="CryptoSpecDecrypt"></cryptoSpec>
  </location>
  <template>false</template>
  <config>
    <numCPUs>6</numCPUs>
    <cpuAllocation>
      <reservation>500</reservation>
      <shares><shares>0</shares><level>high</level></shares>
    </cpuAllocation>
    <extraConfig><key>guestinfo.ready</key><value xsi:type="xsd:string">TRUE</value></extraConfig>
    <bootOptions><bootDelay>5000</bootDelay><enterBIOSSetup>false</enterBIOSSetup></bootOptions>
    <vAppConfig>
      <property>
        <operation>add</operation>
        <info><key>1</key><id>p</id><type>string</type><value>a</value></info>
      </property>
    </vAppConfig>
  </config>
  <powerOn>false</powerOn>
  <memory>false</memory>
</spec>`,
  },
]
