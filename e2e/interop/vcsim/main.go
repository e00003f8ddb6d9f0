// Command vcsim serves govmomi's vCenter simulator for the interop tests.
//
// It prints one line, "listening <url>", when it is ready, and runs until it is killed. Only the flags that the
// tests need are here; the size of the inventory follows the simulator's own model.
package main

import (
	"flag"
	"fmt"
	"log"
	"net/url"
	"os"
	"os/signal"
	"syscall"

	"github.com/google/uuid"
	"github.com/vmware/govmomi/simulator"
	_ "github.com/vmware/govmomi/vapi/simulator"
	"github.com/vmware/govmomi/vim25/types"
)

func main() {
	model := simulator.VPX()
	listen := flag.String("listen", "127.0.0.1:0", "address to listen on")
	userName := flag.String("username", "administrator@vsphere.local", "the only account")
	password := flag.String("password", "interop", "its password")
	flag.IntVar(&model.Datacenter, "dc", model.Datacenter, "data centers")
	flag.IntVar(&model.Cluster, "cluster", model.Cluster, "clusters per data center")
	flag.IntVar(&model.ClusterHost, "cluster-host", model.ClusterHost, "hosts per cluster")
	flag.IntVar(&model.Host, "host", model.Host, "stand-alone hosts per data center")
	flag.IntVar(&model.Pool, "pool", model.Pool, "resource pools per compute resource")
	flag.IntVar(&model.Folder, "folder", model.Folder, "folders per data center")
	flag.IntVar(&model.Datastore, "ds", model.Datastore, "datastores per data center")
	flag.IntVar(&model.Portgroup, "pg", model.Portgroup, "distributed port groups per data center")
	flag.IntVar(&model.Machine, "vm", model.Machine, "VMs per compute resource")
	copies := flag.Int("copies", 0, "copies of every VM, for inventories too large to be created task by task")
	flag.Parse()

	if err := model.Create(); err != nil {
		log.Fatal(err)
	}
	defer model.Remove()
	multiply(model.Map(), *copies)
	model.Service.RegisterEndpoints = true
	model.Service.Listen = &url.URL{Host: *listen, User: url.UserPassword(*userName, *password)}
	server := model.Service.NewServer()
	defer server.Close()
	fmt.Printf("listening %s://%s/sdk\n", server.URL.Scheme, server.URL.Host)

	stop := make(chan os.Signal, 1)
	signal.Notify(stop, os.Interrupt, syscall.SIGTERM)
	<-stop
}

// multiply puts copies of every VM into the inventory, beside the original. The simulator's own way of a task
// per VM waits about 40 ms for each, half an hour for the largest inventory. Nobody is connected yet.
func multiply(registry *simulator.Registry, copies int) {
	if copies == 0 {
		return
	}
	for _, entity := range registry.All("VirtualMachine") {
		original := entity.(*simulator.VirtualMachine)
		folder := registry.Get(*original.Parent).(*simulator.Folder)
		host := registry.Get(*original.Runtime.Host).(*simulator.HostSystem)
		for number := 1; number <= copies; number++ {
			vm := *original
			vm.Self = types.ManagedObjectReference{}
			vm.Name = fmt.Sprintf("%s-%d", original.Name, number)
			config := *original.Config
			config.Name = vm.Name
			config.Uuid = uuid.NewString()
			config.InstanceUuid = uuid.NewString()
			vm.Config = &config
			vm.Summary.Config.Name = vm.Name
			vm.Summary.Config.Uuid = config.Uuid
			vm.Summary.Config.InstanceUuid = config.InstanceUuid
			self := registry.PutEntity(folder, &vm).Reference()
			vm.Summary.Vm = &self
			folder.ChildEntity = append(folder.ChildEntity, self)
			host.Vm = append(host.Vm, self)
		}
	}
}
