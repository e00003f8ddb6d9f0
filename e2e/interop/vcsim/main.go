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

	"github.com/vmware/govmomi/simulator"
	_ "github.com/vmware/govmomi/vapi/simulator"
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
	flag.Parse()

	if err := model.Create(); err != nil {
		log.Fatal(err)
	}
	defer model.Remove()
	model.Service.RegisterEndpoints = true
	model.Service.Listen = &url.URL{Host: *listen, User: url.UserPassword(*userName, *password)}
	server := model.Service.NewServer()
	defer server.Close()
	fmt.Printf("listening %s://%s/sdk\n", server.URL.Scheme, server.URL.Host)

	stop := make(chan os.Signal, 1)
	signal.Notify(stop, os.Interrupt, syscall.SIGTERM)
	<-stop
}
