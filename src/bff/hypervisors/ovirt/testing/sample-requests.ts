/** What an engine is sent. Bodies of v4 are JSON, those of v3 XML; absent where the release has no such operation. */
interface Sample {
  v4: string
  v3?: string
  /** Where 3.4 is sent something else than 3.6. */
  v34?: string
}

/**
 * The requests for the actions of `sample-actions.ts`, letter by letter, as the REST guide of 3.x (start, Run Once, cloud-init,
 * stop, shutdown, suspend, reboot, logon, detach, migrate, export, force remove, freeze and thaw) and the fact sheet (§5) have them.
 */
export const sampleRequests: Record<string, Sample> = {
  start: {
    v4: 'POST /vms/1b/start {}',
    v3: 'POST /vms/1b/start <action/>',
  },
  stop: {
    v4: 'POST /vms/1b/stop {}',
    v3: 'POST /vms/1b/stop <action/>',
  },
  'stop, with a reason': {
    v4: 'POST /vms/1b/stop {"reason":"patching"}',
    v3: 'POST /vms/1b/stop <action/>',
  },
  shutdown: {
    v4: 'POST /vms/1b/shutdown {}',
    v3: 'POST /vms/1b/shutdown <action/>',
  },
  'shutdown, with a reason': {
    v4: 'POST /vms/1b/shutdown {"reason":"patching"}',
    v3: 'POST /vms/1b/shutdown <action/>',
  },
  suspend: {
    v4: 'POST /vms/1b/suspend {}',
    v3: 'POST /vms/1b/suspend <action/>',
  },
  reboot: {
    v4: 'POST /vms/1b/reboot {}',
    v3: 'POST /vms/1b/reboot <action/>',
  },
  reset: {
    v4: 'POST /vms/1b/reset {}',
  },
  logon: {
    v4: 'POST /vms/1b/logon {}',
    v3: 'POST /vms/1b/logon <action/>',
  },
  'detach-pool': {
    v4: 'POST /vms/1b/detach {}',
    v3: 'POST /vms/1b/detach <action/>',
  },
  migrate: {
    v4: 'POST /vms/1b/migrate {}',
    v3: 'POST /vms/1b/migrate <action/>',
  },
  'migrate, to a host, forced': {
    v4: 'POST /vms/1b/migrate {"host":{"id":"02447ac6-bcba-448d-ba2b-f0f453544ed2"},"force":"true"}',
    v3: 'POST /vms/1b/migrate <action><host id="02447ac6-bcba-448d-ba2b-f0f453544ed2"/><force>true</force></action>',
  },
  'cancel-migration': {
    v4: 'POST /vms/1b/cancelmigration {}',
    v3: 'POST /vms/1b/cancelmigration <action/>',
  },
  export: {
    v4: 'POST /vms/1b/export {"storage_domain":{"id":"e1"},"exclusive":"true","discard_snapshots":"true"}',
    v3: 'POST /vms/1b/export <action><storage_domain id="e1"/><exclusive>true</exclusive><discard_snapshots>true</discard_snapshots></action>',
  },
  'export-ova': {
    v4: 'POST /vms/1b/export {"host":{"id":"02447ac6-bcba-448d-ba2b-f0f453544ed2"},"directory":"/ova","filename":"web01.ova"}',
  },
  freeze: {
    v4: 'POST /vms/1b/freezefilesystems {}',
    v3: 'POST /vms/1b/freezefilesystems <action/>',
  },
  thaw: {
    v4: 'POST /vms/1b/thawfilesystems {}',
    v3: 'POST /vms/1b/thawfilesystems <action/>',
  },
  maintenance: {
    v4: 'POST /vms/1b/maintenance {"maintenance_enabled":"true"}',
    v3: 'POST /vms/1b/maintenance <action><maintenance_enabled>true</maintenance_enabled></action>',
  },
  'reorder-macs': {
    v4: 'POST /vms/1b/reordermacaddresses {}',
    v3: 'POST /vms/1b/reordermacaddresses <action/>',
  },
  'snapshot-create': {
    v4: 'POST /vms/1b/snapshots {"description":"before","persist_memorystate":"false"}',
    v3: 'POST /vms/1b/snapshots <snapshot><description>before</description><persist_memorystate>false</persist_memorystate></snapshot>',
  },
  'snapshot-create, described, with memory': {
    v4: 'POST /vms/1b/snapshots {"description":"before: the change","persist_memorystate":"true"}',
    v3: 'POST /vms/1b/snapshots <snapshot><description>before: the change</description><persist_memorystate>true</persist_memorystate></snapshot>',
  },
  'snapshot-preview': {
    v4: 'POST /vms/1b/previewsnapshot {"snapshot":{"id":"s1"},"restore_memory":"false"}',
    v3: 'POST /vms/1b/preview_snapshot <action><snapshot id="s1"/><restore_memory>false</restore_memory></action>',
  },
  'snapshot-commit': {
    v4: 'POST /vms/1b/commitsnapshot {}',
    v3: 'POST /vms/1b/commit_snapshot <action/>',
  },
  'snapshot-undo': {
    v4: 'POST /vms/1b/undosnapshot {}',
    v3: 'POST /vms/1b/undo_snapshot <action/>',
  },
  'snapshot-revert': {
    v4: 'POST /vms/1b/snapshots/s1/restore {}',
    v3: 'POST /vms/1b/snapshots/s1/restore <action/>',
  },
  'snapshot-revert, with memory': {
    v4: 'POST /vms/1b/snapshots/s1/restore {"restore_memory":"true"}',
    v3: 'POST /vms/1b/snapshots/s1/restore <action><restore_memory>true</restore_memory></action>',
  },
  'snapshot-delete': {
    v4: 'DELETE /vms/1b/snapshots/s1',
    v3: 'DELETE /vms/1b/snapshots/s1',
  },
  remove: {
    v4: 'DELETE /vms/1b',
    v3: 'DELETE /vms/1b',
  },
  'remove, disks stay': {
    v4: 'DELETE /vms/1b?detach_only=true',
    v3: 'DELETE /vms/1b <action><vm><disks><detach_only>true</detach_only></disks></vm></action>',
  },
  'remove, forced': {
    v4: 'DELETE /vms/1b?force=true',
    v3: 'DELETE /vms/1b <action><force>true</force></action>',
  },
  'remove, forced, disks stay': {
    v4: 'DELETE /vms/1b?detach_only=true&force=true',
    v3: 'DELETE /vms/1b <action><force>true</force><vm><disks><detach_only>true</detach_only></disks></vm></action>',
  },
  'edit, name and description': {
    v4: 'PUT /vms/1b {"name":"web02","description":"new <home>"}',
    v3: 'PUT /vms/1b <vm><name>web02</name><description>new &lt;home&gt;</description></vm>',
  },
  'edit, processors': {
    v4: 'PUT /vms/1b {"cpu":{"topology":{"sockets":"2","cores":"4","threads":"1"}}}',
    v3: 'PUT /vms/1b <vm><cpu><topology sockets="2" cores="4" threads="1"/></cpu></vm>',
  },
  'edit, memory below what is guaranteed': {
    v4: 'PUT /vms/1b {"memory":"1073741824","memory_policy":{"guaranteed":"1073741824"}}',
    v3: 'PUT /vms/1b <vm><memory>1073741824</memory><memory_policy><guaranteed>1073741824</guaranteed></memory_policy></vm>',
  },
  'edit, for the next start': {
    v4: 'PUT /vms/1b?next_run=true {"memory":"4294967296"}',
  },
  'change-cd': {
    v4: 'PUT /vms/1b/cdroms/0 {"file":{"id":"fed.iso"}}',
    v3: 'PUT /vms/1b/cdroms/0 <cdrom><file id="fed.iso"/></cdrom>',
  },
  'change-cd, while it runs': {
    v4: 'PUT /vms/1b/cdroms/0?current=true {"file":{"id":"fed.iso"}}',
    v3: 'PUT /vms/1b/cdroms/0;current <cdrom><file id="fed.iso"/></cdrom>',
  },
  'change-cd, out': {
    v4: 'PUT /vms/1b/cdroms/0?current=true {"file":{"id":""}}',
    v3: 'PUT /vms/1b/cdroms/0;current <cdrom><file id=""/></cdrom>',
  },
  'run-once': {
    v4: 'POST /vms/1b/start {"vm":{"stateless":"false"}}',
    v3: 'POST /vms/1b/start <action><vm><stateless>false</stateless></vm></action>',
  },
  'run-once, as the guide has it': {
    v4: 'POST /vms/1b/start {"pause":"true","vm":{"stateless":"true","display":{"type":"spice"},"os":{"boot":{"devices":{"device":["cdrom"]}}},"cdroms":{"cdrom":[{"file":{"id":"windows-xp.iso"}}]},"floppies":{"floppy":[{"file":{"id":"virtio-win_x86.vfd"}}]},"placement_policy":{"hosts":{"host":[{"id":"02447ac6-bcba-448d-ba2b-f0f453544ed2"}]}},"domain":{"name":"domain.example.com","user":{"user_name":"domain_user","password":"domain_password"}}}}',
    v3: 'POST /vms/1b/start <action><pause>true</pause><vm><stateless>true</stateless><display><type>spice</type></display><os><boot dev="cdrom"/></os><cdroms><cdrom><file id="windows-xp.iso"/></cdrom></cdroms><floppies><floppy><file id="virtio-win_x86.vfd"/></floppy></floppies><placement_policy><host id="02447ac6-bcba-448d-ba2b-f0f453544ed2"/></placement_policy><domain><name>domain.example.com</name><user><user_name>domain_user</user_name><password>domain_password</password></user></domain></vm></action>',
  },
  'run-once, paused': {
    v4: 'POST /vms/1b/start {"pause":"true","vm":{"stateless":"false"}}',
    v3: 'POST /vms/1b/start <action><pause>true</pause><vm><stateless>false</stateless></vm></action>',
  },
  'run-once, stateless': {
    v4: 'POST /vms/1b/start {"vm":{"stateless":"true"}}',
    v3: 'POST /vms/1b/start <action><vm><stateless>true</stateless></vm></action>',
  },
  'run-once, boot order': {
    v4: 'POST /vms/1b/start {"vm":{"stateless":"false","os":{"boot":{"devices":{"device":["network","cdrom","hd"]}}}}}',
    v3: 'POST /vms/1b/start <action><vm><stateless>false</stateless><os><boot dev="network"/><boot dev="cdrom"/><boot dev="hd"/></os></vm></action>',
  },
  'run-once, CD': {
    v4: 'POST /vms/1b/start {"vm":{"stateless":"false","cdroms":{"cdrom":[{"file":{"id":"fed.iso"}}]}}}',
    v3: 'POST /vms/1b/start <action><vm><stateless>false</stateless><cdroms><cdrom><file id="fed.iso"/></cdrom></cdroms></vm></action>',
  },
  'run-once, floppy': {
    v4: 'POST /vms/1b/start {"vm":{"stateless":"false","floppies":{"floppy":[{"file":{"id":"drivers.vfd"}}]}}}',
    v3: 'POST /vms/1b/start <action><vm><stateless>false</stateless><floppies><floppy><file id="drivers.vfd"/></floppy></floppies></vm></action>',
  },
  'run-once, kernel': {
    v4: 'POST /vms/1b/start {"vm":{"stateless":"false","os":{"kernel":"/k","initrd":"/i","cmdline":"quiet splash"}}}',
    v3: 'POST /vms/1b/start <action><vm><stateless>false</stateless><os><kernel>/k</kernel><initrd>/i</initrd><cmdline>quiet splash</cmdline></os></vm></action>',
  },
  'run-once, VNC': {
    v4: 'POST /vms/1b/start {"vm":{"stateless":"false","display":{"type":"vnc"}}}',
    v3: 'POST /vms/1b/start <action><vm><stateless>false</stateless><display><type>vnc</type></display></vm></action>',
  },
  'run-once, on a host': {
    v4: 'POST /vms/1b/start {"vm":{"stateless":"false","placement_policy":{"hosts":{"host":[{"id":"02447ac6-bcba-448d-ba2b-f0f453544ed2"}]}}}}',
    v3: 'POST /vms/1b/start <action><vm><stateless>false</stateless><placement_policy><host id="02447ac6-bcba-448d-ba2b-f0f453544ed2"/></placement_policy></vm></action>',
  },
  'run-once, known Windows domain': {
    v4: 'POST /vms/1b/start {"vm":{"stateless":"false","domain":{"name":"internal"}}}',
    v3: 'POST /vms/1b/start <action><vm><stateless>false</stateless><domain><name>internal</name></domain></vm></action>',
  },
  'run-once, Windows domain with its account': {
    v4: 'POST /vms/1b/start {"vm":{"stateless":"false","domain":{"name":"corp.example.com","user":{"user_name":"joiner","password":"p&w"}}}}',
    v3: 'POST /vms/1b/start <action><vm><stateless>false</stateless><domain><name>corp.example.com</name><user><user_name>joiner</user_name><password>p&amp;w</password></user></domain></vm></action>',
  },
  'cloud-init, as the guide has it': {
    v4: 'POST /vms/1b/start {"use_cloud_init":"true","vm":{"stateless":"false","initialization":{"host_name":"MyHost.MyDomain.com","user_name":"root","root_password":"p@55w0rd!","authorized_ssh_keys":"ssh-rsa AAAA root@MyDomain.com","dns_servers":"192.0.2.2","dns_search":"MyDomain.com","nic_configurations":{"nic_configuration":[{"name":"eth0","on_boot":"true","boot_protocol":"static","ip":{"address":"192.0.2.5","netmask":"255.255.255.0","gateway":"192.0.2.1"}}]},"custom_script":"runcmd:\\n- touch /x\\n"}}}',
    v3: 'POST /vms/1b/start <action><use_cloud_init>true</use_cloud_init><vm><stateless>false</stateless><initialization><cloud_init><host><address>MyHost.MyDomain.com</address></host><users><user><user_name>root</user_name><password>p@55w0rd!</password></user></users><authorized_keys><authorized_key><user><user_name>root</user_name></user><key>ssh-rsa AAAA root@MyDomain.com</key></authorized_key></authorized_keys><network_configuration><nics><nic><name>eth0</name><boot_protocol>STATIC</boot_protocol><network><ip address="192.0.2.5" netmask="255.255.255.0" gateway="192.0.2.1"/></network><on_boot>true</on_boot></nic></nics><dns><servers><host><address>192.0.2.2</address></host></servers><search_domains><host><address>MyDomain.com</address></host></search_domains></dns></network_configuration></cloud_init><custom_script>runcmd:\n- touch /x\n</custom_script></initialization></vm></action>',
    v34: 'POST /vms/1b/start <action><vm><stateless>false</stateless><initialization><cloud_init><host><address>MyHost.MyDomain.com</address></host><users><user><user_name>root</user_name><password>p@55w0rd!</password></user></users><authorized_keys><authorized_key><user><user_name>root</user_name></user><key>ssh-rsa AAAA root@MyDomain.com</key></authorized_key></authorized_keys><network_configuration><nics><nic><name>eth0</name><boot_protocol>STATIC</boot_protocol><network><ip address="192.0.2.5" netmask="255.255.255.0" gateway="192.0.2.1"/></network><on_boot>true</on_boot></nic></nics><dns><servers><host><address>192.0.2.2</address></host></servers><search_domains><host><address>MyDomain.com</address></host></search_domains></dns></network_configuration></cloud_init><custom_script>runcmd:\n- touch /x\n</custom_script></initialization></vm></action>',
  },
  'cloud-init, host name and time zone': {
    v4: 'POST /vms/1b/start {"use_cloud_init":"true","vm":{"stateless":"false","initialization":{"host_name":"web01","timezone":"Etc/UTC"}}}',
    v3: 'POST /vms/1b/start <action><use_cloud_init>true</use_cloud_init><vm><stateless>false</stateless><initialization><cloud_init><host><address>web01</address></host><timezone>Etc/UTC</timezone></cloud_init></initialization></vm></action>',
    v34: 'POST /vms/1b/start <action><vm><stateless>false</stateless><initialization><cloud_init><host><address>web01</address></host><timezone>Etc/UTC</timezone></cloud_init></initialization></vm></action>',
  },
  'cloud-init, password of another user': {
    v4: 'POST /vms/1b/start {"use_cloud_init":"true","vm":{"stateless":"false","initialization":{"user_name":"admin","root_password":"p"}}}',
    v3: 'POST /vms/1b/start <action><use_cloud_init>true</use_cloud_init><vm><stateless>false</stateless><initialization><cloud_init><users><user><user_name>admin</user_name><password>p</password></user></users></cloud_init></initialization></vm></action>',
    v34: 'POST /vms/1b/start <action><vm><stateless>false</stateless><initialization><cloud_init><users><user><user_name>admin</user_name><password>p</password></user></users></cloud_init></initialization></vm></action>',
  },
  'cloud-init, password alone': {
    v4: 'POST /vms/1b/start {"use_cloud_init":"true","vm":{"stateless":"false","initialization":{"root_password":"p"}}}',
    v3: 'POST /vms/1b/start <action><use_cloud_init>true</use_cloud_init><vm><stateless>false</stateless><initialization><cloud_init><users><user><user_name>root</user_name><password>p</password></user></users></cloud_init></initialization></vm></action>',
    v34: 'POST /vms/1b/start <action><vm><stateless>false</stateless><initialization><cloud_init><users><user><user_name>root</user_name><password>p</password></user></users></cloud_init></initialization></vm></action>',
  },
  'cloud-init, keys': {
    v4: 'POST /vms/1b/start {"use_cloud_init":"true","vm":{"stateless":"false","initialization":{"user_name":"admin","authorized_ssh_keys":"ssh-rsa A a@x\\n\\nssh-ed25519 B b@x\\n"}}}',
    v3: 'POST /vms/1b/start <action><use_cloud_init>true</use_cloud_init><vm><stateless>false</stateless><initialization><cloud_init><users><user><user_name>admin</user_name></user></users><authorized_keys><authorized_key><user><user_name>admin</user_name></user><key>ssh-rsa A a@x</key></authorized_key><authorized_key><user><user_name>admin</user_name></user><key>ssh-ed25519 B b@x</key></authorized_key></authorized_keys></cloud_init></initialization></vm></action>',
    v34: 'POST /vms/1b/start <action><vm><stateless>false</stateless><initialization><cloud_init><users><user><user_name>admin</user_name></user></users><authorized_keys><authorized_key><user><user_name>admin</user_name></user><key>ssh-rsa A a@x</key></authorized_key><authorized_key><user><user_name>admin</user_name></user><key>ssh-ed25519 B b@x</key></authorized_key></authorized_keys></cloud_init></initialization></vm></action>',
  },
  'cloud-init, cards of every protocol': {
    v4: 'POST /vms/1b/start {"use_cloud_init":"true","vm":{"stateless":"false","initialization":{"nic_configurations":{"nic_configuration":[{"name":"eth0","on_boot":"true","boot_protocol":"static","ip":{"address":"192.0.2.5","netmask":"255.255.255.0","gateway":"192.0.2.1"}},{"name":"eth1","on_boot":"true","boot_protocol":"dhcp"},{"name":"eth2","on_boot":"false","boot_protocol":"none"}]}}}}',
    v3: 'POST /vms/1b/start <action><use_cloud_init>true</use_cloud_init><vm><stateless>false</stateless><initialization><cloud_init><network_configuration><nics><nic><name>eth0</name><boot_protocol>STATIC</boot_protocol><network><ip address="192.0.2.5" netmask="255.255.255.0" gateway="192.0.2.1"/></network><on_boot>true</on_boot></nic><nic><name>eth1</name><boot_protocol>DHCP</boot_protocol><on_boot>true</on_boot></nic><nic><name>eth2</name><boot_protocol>NONE</boot_protocol><on_boot>false</on_boot></nic></nics></network_configuration></cloud_init></initialization></vm></action>',
    v34: 'POST /vms/1b/start <action><vm><stateless>false</stateless><initialization><cloud_init><network_configuration><nics><nic><name>eth0</name><boot_protocol>STATIC</boot_protocol><network><ip address="192.0.2.5" netmask="255.255.255.0" gateway="192.0.2.1"/></network><on_boot>true</on_boot></nic><nic><name>eth1</name><boot_protocol>DHCP</boot_protocol><on_boot>true</on_boot></nic><nic><name>eth2</name><boot_protocol>NONE</boot_protocol><on_boot>false</on_boot></nic></nics></network_configuration></cloud_init></initialization></vm></action>',
  },
  'cloud-init, DNS': {
    v4: 'POST /vms/1b/start {"use_cloud_init":"true","vm":{"stateless":"false","initialization":{"dns_servers":"192.0.2.2 2001:db8::53","dns_search":"x.test y.test"}}}',
    v3: 'POST /vms/1b/start <action><use_cloud_init>true</use_cloud_init><vm><stateless>false</stateless><initialization><cloud_init><network_configuration><dns><servers><host><address>192.0.2.2</address></host><host><address>2001:db8::53</address></host></servers><search_domains><host><address>x.test</address></host><host><address>y.test</address></host></search_domains></dns></network_configuration></cloud_init></initialization></vm></action>',
    v34: 'POST /vms/1b/start <action><vm><stateless>false</stateless><initialization><cloud_init><network_configuration><dns><servers><host><address>192.0.2.2</address></host><host><address>2001:db8::53</address></host></servers><search_domains><host><address>x.test</address></host><host><address>y.test</address></host></search_domains></dns></network_configuration></cloud_init></initialization></vm></action>',
  },
  'cloud-init, script': {
    v4: 'POST /vms/1b/start {"use_cloud_init":"true","vm":{"stateless":"false","initialization":{"custom_script":"packages: [\\"a&b\\"]"}}}',
    v3: 'POST /vms/1b/start <action><use_cloud_init>true</use_cloud_init><vm><stateless>false</stateless><initialization><cloud_init/><custom_script>packages: [&quot;a&amp;b&quot;]</custom_script></initialization></vm></action>',
    v34: 'POST /vms/1b/start <action><vm><stateless>false</stateless><initialization><cloud_init/><custom_script>packages: [&quot;a&amp;b&quot;]</custom_script></initialization></vm></action>',
  },
  sysprep: {
    v4: 'POST /vms/1b/start {"use_sysprep":"true","vm":{"stateless":"false","initialization":{"host_name":"WEB01","domain":"corp.example.com","org_name":"Example & Co","timezone":"GMT Standard Time","user_name":"Administrator","root_password":"p"}}}',
    v3: 'POST /vms/1b/start <action><use_sysprep>true</use_sysprep><vm><stateless>false</stateless><initialization><host_name>WEB01</host_name><domain>corp.example.com</domain><org_name>Example &amp; Co</org_name><timezone>GMT Standard Time</timezone><user_name>Administrator</user_name><root_password>p</root_password></initialization></vm></action>',
    v34: 'POST /vms/1b/start <action><vm><stateless>false</stateless><initialization><host_name>WEB01</host_name><domain>corp.example.com</domain><org_name>Example &amp; Co</org_name><timezone>GMT Standard Time</timezone><user_name>Administrator</user_name><root_password>p</root_password></initialization></vm></action>',
  },
  'sysprep, answer file': {
    v4: 'POST /vms/1b/start {"use_sysprep":"true","vm":{"stateless":"false","initialization":{"custom_script":"<unattend/>"}}}',
    v3: 'POST /vms/1b/start <action><use_sysprep>true</use_sysprep><vm><stateless>false</stateless><initialization><custom_script>&lt;unattend/&gt;</custom_script></initialization></vm></action>',
    v34: 'POST /vms/1b/start <action><vm><stateless>false</stateless><initialization><custom_script>&lt;unattend/&gt;</custom_script></initialization></vm></action>',
  },
}
