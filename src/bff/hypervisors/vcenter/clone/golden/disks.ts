import type { Sample } from './scene.ts'

export const disksSamples: readonly Sample[] = [
  {
    title: 'disks that are left out, go elsewhere, or are written in another format',
    order: {
      homePolicyId: 'policy-h',
      placement: { datastoreId: 'datastore-12' },
      disks: [
        { id: '2000', format: 'thin' },
        { id: '2001', datastoreId: 'datastore-13', policyId: 'policy-d', format: 'thick' },
        { id: '2002', format: 'thick-eager', moveType: 'moveChildMostDiskBacking' },
        { id: '2003', remove: true },
      ],
    },
    json: `
{
  "folder": {"_typeName": "ManagedObjectReference", "type": "Folder", "value": "group-v3"},
  "name": "web-01",
  "spec": {
    "_typeName": "VirtualMachineCloneSpec",
    "location": {
      "_typeName": "VirtualMachineRelocateSpec",
      "datastore": {"_typeName": "ManagedObjectReference", "type": "Datastore", "value": "datastore-12"},
      "disk": [
        {
          "_typeName": "VirtualMachineRelocateSpecDiskLocator",
          "diskId": 2000,
          "datastore": {"_typeName": "ManagedObjectReference", "type": "Datastore", "value": "datastore-12"},
          "diskBackingInfo": {
            "_typeName": "VirtualDiskFlatVer2BackingInfo",
            "fileName": "",
            "diskMode": "persistent",
            "thinProvisioned": true
          }
        },
        {
          "_typeName": "VirtualMachineRelocateSpecDiskLocator",
          "diskId": 2001,
          "datastore": {"_typeName": "ManagedObjectReference", "type": "Datastore", "value": "datastore-13"},
          "diskBackingInfo": {
            "_typeName": "VirtualDiskFlatVer2BackingInfo",
            "fileName": "",
            "diskMode": "persistent",
            "thinProvisioned": false,
            "eagerlyScrub": false
          },
          "profile": [{"_typeName": "VirtualMachineDefinedProfileSpec", "profileId": "policy-d"}]
        },
        {
          "_typeName": "VirtualMachineRelocateSpecDiskLocator",
          "diskId": 2002,
          "datastore": {"_typeName": "ManagedObjectReference", "type": "Datastore", "value": "datastore-12"},
          "diskMoveType": "moveChildMostDiskBacking",
          "diskBackingInfo": {
            "_typeName": "VirtualDiskFlatVer2BackingInfo",
            "fileName": "",
            "diskMode": "persistent",
            "thinProvisioned": false,
            "eagerlyScrub": true
          }
        }
      ],
      "deviceChange": [
        {
          "_typeName": "VirtualDeviceConfigSpec",
          "operation": "remove",
          "device": {
            "_typeName": "VirtualDisk",
            "key": 2003,
            "controllerKey": 1000,
            "unitNumber": 3,
            "capacityInKB": 10485760
          }
        }
      ],
      "profile": [{"_typeName": "VirtualMachineDefinedProfileSpec", "profileId": "policy-h"}]
    },
    "template": false,
    "powerOn": false
  }
}`,
    soap: `
<folder type="Folder">group-v3</folder>
<name>web-01</name>
<spec>
  <location>
    <datastore type="Datastore">datastore-12</datastore>
    <disk>
      <diskId>2000</diskId>
      <datastore type="Datastore">datastore-12</datastore>
      <diskBackingInfo xsi:type="VirtualDiskFlatVer2BackingInfo">
        <fileName></fileName>
        <diskMode>persistent</diskMode>
        <thinProvisioned>true</thinProvisioned>
      </diskBackingInfo>
    </disk>
    <disk>
      <diskId>2001</diskId>
      <datastore type="Datastore">datastore-13</datastore>
      <diskBackingInfo xsi:type="VirtualDiskFlatVer2BackingInfo">
        <fileName></fileName>
        <diskMode>persistent</diskMode>
        <thinProvisioned>false</thinProvisioned>
        <eagerlyScrub>false</eagerlyScrub>
      </diskBackingInfo>
      <profile xsi:type="VirtualMachineDefinedProfileSpec"><profileId>policy-d</profileId></profile>
    </disk>
    <disk>
      <diskId>2002</diskId>
      <datastore type="Datastore">datastore-12</datastore>
      <diskMoveType>moveChildMostDiskBacking</diskMoveType>
      <diskBackingInfo xsi:type="VirtualDiskFlatVer2BackingInfo">
        <fileName></fileName>
        <diskMode>persistent</diskMode>
        <thinProvisioned>false</thinProvisioned>
        <eagerlyScrub>true</eagerlyScrub>
      </diskBackingInfo>
    </disk>
    <deviceChange>
      <operation>remove</operation>
      <device xsi:type="VirtualDisk">
        <key>2003</key>
        <controllerKey>1000</controllerKey>
        <unitNumber>3</unitNumber>
        <capacityInKB>10485760</capacityInKB>
      </device>
    </deviceChange>
    <profile xsi:type="VirtualMachineDefinedProfileSpec"><profileId>policy-h</profileId></profile>
  </location>
  <template>false</template>
  <powerOn>false</powerOn>
</spec>`,
  },
  {
    title: 'a policy for all disks',
    order: {
      diskPolicyId: 'policy-d',
      disks: [
        { id: '2001', policyId: 'policy-e' },
        { id: '2003', remove: true },
      ],
    },
    json: `
{
  "folder": {"_typeName": "ManagedObjectReference", "type": "Folder", "value": "group-v3"},
  "name": "web-01",
  "spec": {
    "_typeName": "VirtualMachineCloneSpec",
    "location": {
      "_typeName": "VirtualMachineRelocateSpec",
      "disk": [
        {
          "_typeName": "VirtualMachineRelocateSpecDiskLocator",
          "diskId": 2000,
          "datastore": {"_typeName": "ManagedObjectReference", "type": "Datastore", "value": "datastore-11"},
          "profile": [{"_typeName": "VirtualMachineDefinedProfileSpec", "profileId": "policy-d"}]
        },
        {
          "_typeName": "VirtualMachineRelocateSpecDiskLocator",
          "diskId": 2001,
          "datastore": {"_typeName": "ManagedObjectReference", "type": "Datastore", "value": "datastore-11"},
          "profile": [{"_typeName": "VirtualMachineDefinedProfileSpec", "profileId": "policy-e"}]
        },
        {
          "_typeName": "VirtualMachineRelocateSpecDiskLocator",
          "diskId": 2002,
          "datastore": {"_typeName": "ManagedObjectReference", "type": "Datastore", "value": "datastore-11"},
          "profile": [{"_typeName": "VirtualMachineDefinedProfileSpec", "profileId": "policy-d"}]
        }
      ],
      "deviceChange": [
        {
          "_typeName": "VirtualDeviceConfigSpec",
          "operation": "remove",
          "device": {
            "_typeName": "VirtualDisk",
            "key": 2003,
            "controllerKey": 1000,
            "unitNumber": 3,
            "capacityInKB": 10485760
          }
        }
      ]
    },
    "template": false,
    "powerOn": false
  }
}`,
    soap: `
<folder type="Folder">group-v3</folder>
<name>web-01</name>
<spec>
  <location>
    <disk>
      <diskId>2000</diskId>
      <datastore type="Datastore">datastore-11</datastore>
      <profile xsi:type="VirtualMachineDefinedProfileSpec"><profileId>policy-d</profileId></profile>
    </disk>
    <disk>
      <diskId>2001</diskId>
      <datastore type="Datastore">datastore-11</datastore>
      <profile xsi:type="VirtualMachineDefinedProfileSpec"><profileId>policy-e</profileId></profile>
    </disk>
    <disk>
      <diskId>2002</diskId>
      <datastore type="Datastore">datastore-11</datastore>
      <profile xsi:type="VirtualMachineDefinedProfileSpec"><profileId>policy-d</profileId></profile>
    </disk>
    <deviceChange>
      <operation>remove</operation>
      <device xsi:type="VirtualDisk">
        <key>2003</key>
        <controllerKey>1000</controllerKey>
        <unitNumber>3</unitNumber>
        <capacityInKB>10485760</capacityInKB>
      </device>
    </deviceChange>
  </location>
  <template>false</template>
  <powerOn>false</powerOn>
</spec>`,
  },
]
