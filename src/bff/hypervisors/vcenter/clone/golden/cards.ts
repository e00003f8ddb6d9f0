import type { Sample } from './scene.ts'

export const cardsSamples: readonly Sample[] = [
  {
    title: 'cards in other networks, disconnected, or left out',
    order: {
      nics: [
        { id: '4000', networkId: 'network-8' },
        { id: '4001', connected: false },
        { id: '4002', remove: true },
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
      "deviceChange": [
        {
          "_typeName": "VirtualDeviceConfigSpec",
          "operation": "edit",
          "device": {
            "_typeName": "VirtualVmxnet3",
            "key": 4000,
            "backing": {
              "_typeName": "VirtualEthernetCardNetworkBackingInfo",
              "deviceName": "lab%2f2",
              "network": {"_typeName": "ManagedObjectReference", "type": "Network", "value": "network-8"}
            },
            "connectable": {
              "_typeName": "VirtualDeviceConnectInfo",
              "startConnected": true,
              "allowGuestControl": true,
              "connected": true
            },
            "controllerKey": 100,
            "unitNumber": 7,
            "addressType": "assigned",
            "wakeOnLanEnabled": true
          }
        },
        {
          "_typeName": "VirtualDeviceConfigSpec",
          "operation": "edit",
          "device": {
            "_typeName": "VirtualVmxnet3",
            "key": 4001,
            "backing": {
              "_typeName": "VirtualEthernetCardDistributedVirtualPortBackingInfo",
              "port": {
                "_typeName": "DistributedVirtualSwitchPortConnection",
                "switchUuid": "50 2a 11",
                "portgroupKey": "dvportgroup-51"
              }
            },
            "connectable": {
              "_typeName": "VirtualDeviceConnectInfo",
              "startConnected": false,
              "allowGuestControl": true,
              "connected": false
            },
            "controllerKey": 100,
            "unitNumber": 8,
            "addressType": "manual",
            "macAddress": "00:50:56:00:00:42",
            "wakeOnLanEnabled": true
          }
        },
        {
          "_typeName": "VirtualDeviceConfigSpec",
          "operation": "remove",
          "device": {"_typeName": "VirtualE1000e", "key": 4002, "controllerKey": 100, "unitNumber": 9}
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
    <deviceChange>
      <operation>edit</operation>
      <device xsi:type="VirtualVmxnet3">
        <key>4000</key>
        <backing xsi:type="VirtualEthernetCardNetworkBackingInfo">
          <deviceName>lab%2f2</deviceName>
          <network type="Network">network-8</network>
        </backing>
        <connectable>
          <startConnected>true</startConnected>
          <allowGuestControl>true</allowGuestControl>
          <connected>true</connected>
        </connectable>
        <controllerKey>100</controllerKey>
        <unitNumber>7</unitNumber>
        <addressType>assigned</addressType>
        <wakeOnLanEnabled>true</wakeOnLanEnabled>
      </device>
    </deviceChange>
    <deviceChange>
      <operation>edit</operation>
      <device xsi:type="VirtualVmxnet3">
        <key>4001</key>
        <backing xsi:type="VirtualEthernetCardDistributedVirtualPortBackingInfo">
          <port><switchUuid>50 2a 11</switchUuid><portgroupKey>dvportgroup-51</portgroupKey></port>
        </backing>
        <connectable>
          <startConnected>false</startConnected>
          <allowGuestControl>true</allowGuestControl>
          <connected>false</connected>
        </connectable>
        <controllerKey>100</controllerKey>
        <unitNumber>8</unitNumber>
        <addressType>manual</addressType>
        <macAddress>00:50:56:00:00:42</macAddress>
        <wakeOnLanEnabled>true</wakeOnLanEnabled>
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
  <powerOn>false</powerOn>
</spec>`,
  },
  {
    title: 'cards in distributed and opaque networks',
    order: {
      nics: [
        { id: '4000', networkId: 'dvportgroup-52', connected: true },
        { id: '4002', networkId: 'network-o3' },
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
      "deviceChange": [
        {
          "_typeName": "VirtualDeviceConfigSpec",
          "operation": "edit",
          "device": {
            "_typeName": "VirtualVmxnet3",
            "key": 4000,
            "backing": {
              "_typeName": "VirtualEthernetCardDistributedVirtualPortBackingInfo",
              "port": {
                "_typeName": "DistributedVirtualSwitchPortConnection",
                "switchUuid": "50 2a 22",
                "portgroupKey": "dvportgroup-52"
              }
            },
            "connectable": {
              "_typeName": "VirtualDeviceConnectInfo",
              "startConnected": true,
              "allowGuestControl": true,
              "connected": true
            },
            "controllerKey": 100,
            "unitNumber": 7,
            "addressType": "assigned",
            "wakeOnLanEnabled": true
          }
        },
        {
          "_typeName": "VirtualDeviceConfigSpec",
          "operation": "edit",
          "device": {
            "_typeName": "VirtualE1000e",
            "key": 4002,
            "backing": {
              "_typeName": "VirtualEthernetCardOpaqueNetworkBackingInfo",
              "opaqueNetworkId": "seg-1",
              "opaqueNetworkType": "nsx.LogicalSwitch"
            },
            "connectable": {
              "_typeName": "VirtualDeviceConnectInfo",
              "startConnected": true,
              "allowGuestControl": true,
              "connected": true
            },
            "controllerKey": 100,
            "unitNumber": 9,
            "addressType": "assigned",
            "wakeOnLanEnabled": true
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
    <deviceChange>
      <operation>edit</operation>
      <device xsi:type="VirtualVmxnet3">
        <key>4000</key>
        <backing xsi:type="VirtualEthernetCardDistributedVirtualPortBackingInfo">
          <port><switchUuid>50 2a 22</switchUuid><portgroupKey>dvportgroup-52</portgroupKey></port>
        </backing>
        <connectable>
          <startConnected>true</startConnected>
          <allowGuestControl>true</allowGuestControl>
          <connected>true</connected>
        </connectable>
        <controllerKey>100</controllerKey>
        <unitNumber>7</unitNumber>
        <addressType>assigned</addressType>
        <wakeOnLanEnabled>true</wakeOnLanEnabled>
      </device>
    </deviceChange>
    <deviceChange>
      <operation>edit</operation>
      <device xsi:type="VirtualE1000e">
        <key>4002</key>
        <backing xsi:type="VirtualEthernetCardOpaqueNetworkBackingInfo">
          <opaqueNetworkId>seg-1</opaqueNetworkId>
          <opaqueNetworkType>nsx.LogicalSwitch</opaqueNetworkType>
        </backing>
        <connectable>
          <startConnected>true</startConnected>
          <allowGuestControl>true</allowGuestControl>
          <connected>true</connected>
        </connectable>
        <controllerKey>100</controllerKey>
        <unitNumber>9</unitNumber>
        <addressType>assigned</addressType>
        <wakeOnLanEnabled>true</wakeOnLanEnabled>
      </device>
    </deviceChange>
  </location>
  <template>false</template>
  <powerOn>false</powerOn>
</spec>`,
  },
]
