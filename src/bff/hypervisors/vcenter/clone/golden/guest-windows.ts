import type { Sample } from './scene.ts'

export const guestWindowsSamples: readonly Sample[] = [
  {
    title: 'Windows in a domain',
    order: {
      nics: [
        { id: '4001', remove: true },
        { id: '4002', remove: true },
      ],
      customization: {
        kind: 'windows',
        hostName: 'WEB',
        fullName: 'Corp',
        organization: 'Corp Example',
        productKey: 'AAAAA-BBBBB',
        timeZone: 110,
        password: 'pa55',
        autoLogonCount: 2,
        commands: ['cmd /c a', 'cmd /c b'],
        changeSid: true,
        deleteAccounts: false,
        membership: {
          kind: 'domain',
          name: 'corp.example',
          userName: 'joiner@corp.example',
          password: 'j0in',
        },
        dnsServers: ['192.0.2.53'],
        dnsSuffixes: ['corp.example'],
        adapters: [
          {
            ipv4: 'static',
            address: '192.0.2.5',
            netmask: '255.255.255.0',
            gateways: ['192.0.2.1', '192.0.2.2'],
            primaryWins: '192.0.2.60',
            secondaryWins: '192.0.2.61',
            netBios: 'enable-via-dhcp',
          },
        ],
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
      "deviceChange": [
        {
          "_typeName": "VirtualDeviceConfigSpec",
          "operation": "remove",
          "device": {"_typeName": "VirtualVmxnet3", "key": 4001, "controllerKey": 100, "unitNumber": 8}
        },
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
      "options": {"_typeName": "CustomizationWinOptions", "changeSID": true, "deleteAccounts": false},
      "identity": {
        "_typeName": "CustomizationSysprep",
        "guiUnattended": {
          "_typeName": "CustomizationGuiUnattended",
          "password": {"_typeName": "CustomizationPassword", "value": "pa55", "plainText": true},
          "timeZone": 110,
          "autoLogon": true,
          "autoLogonCount": 2
        },
        "userData": {
          "_typeName": "CustomizationUserData",
          "fullName": "Corp",
          "orgName": "Corp Example",
          "computerName": {"_typeName": "CustomizationFixedName", "name": "WEB"},
          "productId": "AAAAA-BBBBB"
        },
        "guiRunOnce": {"_typeName": "CustomizationGuiRunOnce", "commandList": ["cmd /c a", "cmd /c b"]},
        "identification": {
          "_typeName": "CustomizationIdentification",
          "joinDomain": "corp.example",
          "domainAdmin": "joiner@corp.example",
          "domainAdminPassword": {"_typeName": "CustomizationPassword", "value": "j0in", "plainText": true}
        }
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
            "gateway": ["192.0.2.1", "192.0.2.2"],
            "primaryWINS": "192.0.2.60",
            "secondaryWINS": "192.0.2.61",
            "netBIOS": "enableNetBIOSViaDhcp"
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
  <location>
    <deviceChange>
      <operation>remove</operation>
      <device xsi:type="VirtualVmxnet3">
        <key>4001</key>
        <controllerKey>100</controllerKey>
        <unitNumber>8</unitNumber>
      </device>
    </deviceChange>
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
    <options xsi:type="CustomizationWinOptions">
      <changeSID>true</changeSID>
      <deleteAccounts>false</deleteAccounts>
    </options>
    <identity xsi:type="CustomizationSysprep">
      <guiUnattended>
        <password><value>pa55</value><plainText>true</plainText></password>
        <timeZone>110</timeZone>
        <autoLogon>true</autoLogon>
        <autoLogonCount>2</autoLogonCount>
      </guiUnattended>
      <userData>
        <fullName>Corp</fullName>
        <orgName>Corp Example</orgName>
        <computerName xsi:type="CustomizationFixedName"><name>WEB</name></computerName>
        <productId>AAAAA-BBBBB</productId>
      </userData>
      <guiRunOnce><commandList>cmd /c a</commandList><commandList>cmd /c b</commandList></guiRunOnce>
      <identification>
        <joinDomain>corp.example</joinDomain>
        <domainAdmin>joiner@corp.example</domainAdmin>
        <domainAdminPassword><value>j0in</value><plainText>true</plainText></domainAdminPassword>
      </identification>
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
        <gateway>192.0.2.2</gateway>
        <primaryWINS>192.0.2.60</primaryWINS>
        <secondaryWINS>192.0.2.61</secondaryWINS>
        <netBIOS>enableNetBIOSViaDhcp</netBIOS>
      </adapter>
    </nicSettingMap>
  </customization>
  <powerOn>false</powerOn>
</spec>`,
  },
  {
    title: 'Windows in a workgroup, named as the copy',
    order: {
      nics: [
        { id: '4001', remove: true },
        { id: '4002', remove: true },
      ],
      customization: {
        kind: 'windows',
        fullName: 'Corp',
        organization: 'Corp Example',
        timeZone: 85,
        changeSid: false,
        deleteAccounts: true,
        membership: { kind: 'workgroup', name: 'WORKGROUP' },
        adapters: [],
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
      "deviceChange": [
        {
          "_typeName": "VirtualDeviceConfigSpec",
          "operation": "remove",
          "device": {"_typeName": "VirtualVmxnet3", "key": 4001, "controllerKey": 100, "unitNumber": 8}
        },
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
      "options": {"_typeName": "CustomizationWinOptions", "changeSID": false, "deleteAccounts": true},
      "identity": {
        "_typeName": "CustomizationSysprep",
        "guiUnattended": {"_typeName": "CustomizationGuiUnattended", "timeZone": 85, "autoLogon": false, "autoLogonCount": 0},
        "userData": {
          "_typeName": "CustomizationUserData",
          "fullName": "Corp",
          "orgName": "Corp Example",
          "computerName": {"_typeName": "CustomizationVirtualMachineName"},
          "productId": ""
        },
        "identification": {"_typeName": "CustomizationIdentification", "joinWorkgroup": "WORKGROUP"}
      },
      "globalIPSettings": {"_typeName": "CustomizationGlobalIPSettings"},
      "nicSettingMap": [
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
<name>web-01</name>
<spec>
  <location>
    <deviceChange>
      <operation>remove</operation>
      <device xsi:type="VirtualVmxnet3">
        <key>4001</key>
        <controllerKey>100</controllerKey>
        <unitNumber>8</unitNumber>
      </device>
    </deviceChange>
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
    <options xsi:type="CustomizationWinOptions">
      <changeSID>false</changeSID>
      <deleteAccounts>true</deleteAccounts>
    </options>
    <identity xsi:type="CustomizationSysprep">
      <guiUnattended>
        <timeZone>85</timeZone>
        <autoLogon>false</autoLogon>
        <autoLogonCount>0</autoLogonCount>
      </guiUnattended>
      <userData>
        <fullName>Corp</fullName>
        <orgName>Corp Example</orgName>
        <computerName xsi:type="CustomizationVirtualMachineName"></computerName>
        <productId></productId>
      </userData>
      <identification><joinWorkgroup>WORKGROUP</joinWorkgroup></identification>
    </identity>
    <globalIPSettings></globalIPSettings>
    <nicSettingMap><adapter><ip xsi:type="CustomizationDhcpIpGenerator"></ip></adapter></nicSettingMap>
  </customization>
  <powerOn>false</powerOn>
</spec>`,
  },
]
