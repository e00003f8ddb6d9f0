import type { Sample } from './scene.ts'

export const guestStoredSamples: readonly Sample[] = [
  {
    title: 'a stored specification, with what is the copy’s own',
    order: {
      copies: [
        {
          name: 'web-08',
          hostName: 'web-08',
          address: '192.0.2.8',
          netmask: '255.255.255.0',
          gateway: '192.0.2.1',
        },
      ],
      customization: { kind: 'stored', name: 'linux-static' },
    },
    stored: {
      _typeName: 'CustomizationSpec',
      options: { _typeName: 'CustomizationLinuxOptions' },
      identity: {
        _typeName: 'CustomizationLinuxPrep',
        hostName: { _typeName: 'CustomizationVirtualMachineName' },
        domain: 'corp.example',
        hwClockUTC: 'true',
      },
      globalIPSettings: { dnsServerList: '192.0.2.53' },
      nicSettingMap: {
        adapter: {
          ip: { _typeName: 'CustomizationUnknownIpGenerator' },
          subnetMask: '255.255.0.0',
          gateway: '192.0.2.254',
        },
      },
      encryptionKey: ['48', '-126'],
    },
    json: `
{
  "folder": {"_typeName": "ManagedObjectReference", "type": "Folder", "value": "group-v3"},
  "name": "web-08",
  "spec": {
    "_typeName": "VirtualMachineCloneSpec",
    "location": {"_typeName": "VirtualMachineRelocateSpec"},
    "template": false,
    "customization": {
      "_typeName": "CustomizationSpec",
      "options": {"_typeName": "CustomizationLinuxOptions"},
      "identity": {
        "_typeName": "CustomizationLinuxPrep",
        "hostName": {"_typeName": "CustomizationFixedName", "name": "web-08"},
        "domain": "corp.example",
        "hwClockUTC": true
      },
      "globalIPSettings": {"_typeName": "CustomizationGlobalIPSettings", "dnsServerList": ["192.0.2.53"]},
      "nicSettingMap": [
        {
          "_typeName": "CustomizationAdapterMapping",
          "adapter": {
            "_typeName": "CustomizationIPSettings",
            "ip": {"_typeName": "CustomizationFixedIp", "ipAddress": "192.0.2.8"},
            "subnetMask": "255.255.255.0",
            "gateway": ["192.0.2.1"]
          }
        },
        {
          "_typeName": "CustomizationAdapterMapping",
          "adapter": {"_typeName": "CustomizationIPSettings", "ip": {"_typeName": "CustomizationDhcpIpGenerator"}}
        },
        {
          "_typeName": "CustomizationAdapterMapping",
          "adapter": {"_typeName": "CustomizationIPSettings", "ip": {"_typeName": "CustomizationDhcpIpGenerator"}}
        }
      ],
      "encryptionKey": [48,-126]
    },
    "powerOn": false
  }
}`,
    soap: `
<folder type="Folder">group-v3</folder>
<name>web-08</name>
<spec>
  <location></location>
  <template>false</template>
  <customization>
    <options xsi:type="CustomizationLinuxOptions"></options>
    <identity xsi:type="CustomizationLinuxPrep">
      <hostName xsi:type="CustomizationFixedName"><name>web-08</name></hostName>
      <domain>corp.example</domain>
      <hwClockUTC>true</hwClockUTC>
    </identity>
    <globalIPSettings><dnsServerList>192.0.2.53</dnsServerList></globalIPSettings>
    <nicSettingMap>
      <adapter>
        <ip xsi:type="CustomizationFixedIp"><ipAddress>192.0.2.8</ipAddress></ip>
        <subnetMask>255.255.255.0</subnetMask>
        <gateway>192.0.2.1</gateway>
      </adapter>
    </nicSettingMap>
    <nicSettingMap><adapter><ip xsi:type="CustomizationDhcpIpGenerator"></ip></adapter></nicSettingMap>
    <nicSettingMap><adapter><ip xsi:type="CustomizationDhcpIpGenerator"></ip></adapter></nicSettingMap>
    <encryptionKey>48</encryptionKey>
    <encryptionKey>-126</encryptionKey>
  </customization>
  <powerOn>false</powerOn>
</spec>`,
  },
]
