import type { Sample } from './scene.ts'

export const guestLinuxSamples: readonly Sample[] = [
  {
    title: 'Linux with everything',
    release: '9.1.0.0',
    order: {
      customization: {
        kind: 'linux',
        hostName: 'web',
        domain: 'corp.example',
        timeZone: 'Europe/Berlin',
        hwClockUtc: true,
        password: 's3cret&',
        script: '#!/bin/sh\nexit 0',
        dnsServers: ['192.0.2.53'],
        dnsSuffixes: ['corp.example'],
        adapters: [
          {
            ipv4: 'static',
            address: '192.0.2.5',
            netmask: '255.255.255.0',
            gateways: ['192.0.2.1'],
            ipv6: [{ address: '2001:db8::5', prefix: 64 }],
            ipv6Gateways: ['2001:db8::1'],
            dnsServers: ['192.0.2.53', '2001:db8::53'],
            dnsDomain: 'corp.example',
          },
          { ipv4: 'dhcp' },
          { ipv4: 'none', ipv6: [{ address: '2001:db8::6', prefix: 64 }] },
        ],
      },
    },
    json: `
{
  "folder": {"_typeName": "ManagedObjectReference", "type": "Folder", "value": "group-v3"},
  "name": "web-01",
  "spec": {
    "_typeName": "VirtualMachineCloneSpec",
    "location": {"_typeName": "VirtualMachineRelocateSpec"},
    "template": false,
    "customization": {
      "_typeName": "CustomizationSpec",
      "options": {"_typeName": "CustomizationLinuxOptions"},
      "identity": {
        "_typeName": "CustomizationLinuxPrep",
        "hostName": {"_typeName": "CustomizationFixedName", "name": "web"},
        "domain": "corp.example",
        "timeZone": "Europe/Berlin",
        "hwClockUTC": true,
        "scriptText": "#!/bin/sh\\nexit 0",
        "resetPassword": true,
        "password": {"_typeName": "CustomizationPassword", "value": "s3cret&", "plainText": true}
      },
      "globalIPSettings": {
        "_typeName": "CustomizationGlobalIPSettings",
        "dnsSuffixList": ["corp.example"],
        "dnsServerList": ["192.0.2.53"]
      },
      "nicSettingMap": [
        {
          "_typeName": "CustomizationAdapterMapping",
          "adapter": {
            "_typeName": "CustomizationIPSettings",
            "ip": {"_typeName": "CustomizationFixedIp", "ipAddress": "192.0.2.5"},
            "subnetMask": "255.255.255.0",
            "gateway": ["192.0.2.1"],
            "ipV6Spec": {
              "_typeName": "CustomizationIPSettingsIpV6AddressSpec",
              "ip": [{"_typeName": "CustomizationFixedIpV6", "ipAddress": "2001:db8::5", "subnetMask": 64}],
              "gateway": ["2001:db8::1"]
            },
            "dnsServerList": ["192.0.2.53", "2001:db8::53"],
            "dnsDomain": "corp.example"
          }
        },
        {
          "_typeName": "CustomizationAdapterMapping",
          "adapter": {"_typeName": "CustomizationIPSettings", "ip": {"_typeName": "CustomizationDhcpIpGenerator"}}
        },
        {
          "_typeName": "CustomizationAdapterMapping",
          "adapter": {
            "_typeName": "CustomizationIPSettings",
            "ip": {"_typeName": "CustomizationDisableIpV4"},
            "ipV6Spec": {
              "_typeName": "CustomizationIPSettingsIpV6AddressSpec",
              "ip": [{"_typeName": "CustomizationFixedIpV6", "ipAddress": "2001:db8::6", "subnetMask": 64}]
            }
          }
        }
      ]
    },
    "powerOn": false
  }
}`,
    soap: `
<folder type="Folder">group-v3</folder>
<name>web-01</name>
<spec>
  <location></location>
  <template>false</template>
  <customization>
    <options xsi:type="CustomizationLinuxOptions"></options>
    <identity xsi:type="CustomizationLinuxPrep">
      <hostName xsi:type="CustomizationFixedName"><name>web</name></hostName>
      <domain>corp.example</domain>
      <timeZone>Europe/Berlin</timeZone>
      <hwClockUTC>true</hwClockUTC>
      <scriptText>#!/bin/sh
exit 0</scriptText>
      <resetPassword>true</resetPassword>
      <password><value>s3cret&amp;</value><plainText>true</plainText></password>
    </identity>
    <globalIPSettings>
      <dnsSuffixList>corp.example</dnsSuffixList>
      <dnsServerList>192.0.2.53</dnsServerList>
    </globalIPSettings>
    <nicSettingMap>
      <adapter>
        <ip xsi:type="CustomizationFixedIp"><ipAddress>192.0.2.5</ipAddress></ip>
        <subnetMask>255.255.255.0</subnetMask>
        <gateway>192.0.2.1</gateway>
        <ipV6Spec>
          <ip xsi:type="CustomizationFixedIpV6">
            <ipAddress>2001:db8::5</ipAddress>
            <subnetMask>64</subnetMask>
          </ip>
          <gateway>2001:db8::1</gateway>
        </ipV6Spec>
        <dnsServerList>192.0.2.53</dnsServerList>
        <dnsServerList>2001:db8::53</dnsServerList>
        <dnsDomain>corp.example</dnsDomain>
      </adapter>
    </nicSettingMap>
    <nicSettingMap><adapter><ip xsi:type="CustomizationDhcpIpGenerator"></ip></adapter></nicSettingMap>
    <nicSettingMap>
      <adapter>
        <ip xsi:type="CustomizationDisableIpV4"></ip>
        <ipV6Spec>
          <ip xsi:type="CustomizationFixedIpV6">
            <ipAddress>2001:db8::6</ipAddress>
            <subnetMask>64</subnetMask>
          </ip>
        </ipV6Spec>
      </adapter>
    </nicSettingMap>
  </customization>
  <powerOn>false</powerOn>
</spec>`,
  },
  {
    title: 'Linux with a host name and address of the copy’s own; other cards take DHCP',
    order: {
      copies: [
        {
          name: 'web-07',
          hostName: 'web-07.lab.example',
          address: '192.0.2.7',
          netmask: '255.255.255.0',
          gateway: '192.0.2.1',
        },
      ],
      nics: [{ id: '4002', remove: true }],
      customization: { kind: 'linux', domain: 'corp.example', adapters: [{ ipv4: 'dhcp' }] },
    },
    json: `
{
  "folder": {"_typeName": "ManagedObjectReference", "type": "Folder", "value": "group-v3"},
  "name": "web-07",
  "spec": {
    "_typeName": "VirtualMachineCloneSpec",
    "location": {
      "_typeName": "VirtualMachineRelocateSpec",
      "deviceChange": [
        {
          "_typeName": "VirtualDeviceConfigSpec",
          "operation": "remove",
          "device": {"_typeName": "VirtualE1000e", "key": 4002, "controllerKey": 100, "unitNumber": 9}
        }
      ]
    },
    "template": false,
    "customization": {
      "_typeName": "CustomizationSpec",
      "options": {"_typeName": "CustomizationLinuxOptions"},
      "identity": {
        "_typeName": "CustomizationLinuxPrep",
        "hostName": {"_typeName": "CustomizationFixedName", "name": "web-07"},
        "domain": "lab.example"
      },
      "globalIPSettings": {"_typeName": "CustomizationGlobalIPSettings"},
      "nicSettingMap": [
        {
          "_typeName": "CustomizationAdapterMapping",
          "adapter": {
            "_typeName": "CustomizationIPSettings",
            "ip": {"_typeName": "CustomizationFixedIp", "ipAddress": "192.0.2.7"},
            "subnetMask": "255.255.255.0",
            "gateway": ["192.0.2.1"]
          }
        },
        {
          "_typeName": "CustomizationAdapterMapping",
          "adapter": {"_typeName": "CustomizationIPSettings", "ip": {"_typeName": "CustomizationDhcpIpGenerator"}}
        }
      ]
    },
    "powerOn": false
  }
}`,
    soap: `
<folder type="Folder">group-v3</folder>
<name>web-07</name>
<spec>
  <location>
    <deviceChange>
      <operation>remove</operation>
      <device xsi:type="VirtualE1000e">
        <key>4002</key>
        <controllerKey>100</controllerKey>
        <unitNumber>9</unitNumber>
      </device>
    </deviceChange>
  </location>
  <template>false</template>
  <customization>
    <options xsi:type="CustomizationLinuxOptions"></options>
    <identity xsi:type="CustomizationLinuxPrep">
      <hostName xsi:type="CustomizationFixedName"><name>web-07</name></hostName>
      <domain>lab.example</domain>
    </identity>
    <globalIPSettings></globalIPSettings>
    <nicSettingMap>
      <adapter>
        <ip xsi:type="CustomizationFixedIp"><ipAddress>192.0.2.7</ipAddress></ip>
        <subnetMask>255.255.255.0</subnetMask>
        <gateway>192.0.2.1</gateway>
      </adapter>
    </nicSettingMap>
    <nicSettingMap><adapter><ip xsi:type="CustomizationDhcpIpGenerator"></ip></adapter></nicSettingMap>
  </customization>
  <powerOn>false</powerOn>
</spec>`,
  },
]
