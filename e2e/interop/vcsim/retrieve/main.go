// Command retrieve reads the given properties of every VM once, as any govmomi program would, and prints how
// many VMs there were and how many milliseconds it took, from the first request after the login to the last
// decoded object: "<count> <milliseconds>". It is the baseline of the bench.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"net/url"
	"time"

	"github.com/vmware/govmomi"
	"github.com/vmware/govmomi/property"
	"github.com/vmware/govmomi/view"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

func main() {
	address := flag.String("url", "", "URL of the SDK, with user name and password")
	flag.Parse()
	paths := flag.Args()

	ctx := context.Background()
	target, err := url.Parse(*address)
	if err != nil {
		log.Fatal(err)
	}
	client, err := govmomi.NewClient(ctx, target, true)
	if err != nil {
		log.Fatal(err)
	}
	start := time.Now()
	manager := view.NewManager(client.Client)
	root := client.ServiceContent.RootFolder
	all, err := manager.CreateContainerView(ctx, root, []string{"VirtualMachine"}, true)
	if err != nil {
		log.Fatal(err)
	}
	request := types.RetrieveProperties{
		SpecSet: []types.PropertyFilterSpec{{
			ObjectSet: []types.ObjectSpec{{
				Obj:       all.Reference(),
				Skip:      types.NewBool(true),
				SelectSet: []types.BaseSelectionSpec{&types.TraversalSpec{Type: "ContainerView", Path: "view"}},
			}},
			PropSet: []types.PropertySpec{{Type: "VirtualMachine", PathSet: paths}},
		}},
	}
	reply, err := property.DefaultCollector(client.Client).RetrieveProperties(ctx, request)
	if err != nil {
		log.Fatal(err)
	}
	// The simulator reports unset properties as missing, which govmomi would take for a failure.
	for index := range reply.Returnval {
		reply.Returnval[index].MissingSet = nil
	}
	var machines []mo.VirtualMachine
	if err := mo.LoadObjectContent(reply.Returnval, &machines); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%d %d\n", len(machines), time.Since(start).Milliseconds())
	_ = client.Logout(ctx)
}
