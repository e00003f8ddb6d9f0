import { need } from '../operations/placement.ts'
import { specInfo } from '../properties/service.ts'
import { notFoundHere } from '../vim/faults.ts'
import { method, needText } from '../vim/method.ts'
import { byOf } from './by.ts'

export const customizationMethods = [
  method('CustomizationSpecManager.GetCustomizationSpec', 'name string', 'CustomizationSpecItem', (call) => {
    const { world, args } = call
    need(byOf(call), world.estate.root, 'VirtualMachine.Provisioning.ReadCustSpecs')
    const name = needText(args, 'name')
    const found = world.directory.customizationSpecs.find((spec) => spec.name === name)
    if (found === undefined) throw notFoundHere(`There is no customization specification '${name}'.`)
    return { _typeName: 'CustomizationSpecItem', info: specInfo(found), spec: found.spec }
  }),
  method(
    'CustomizationSpecManager.DoesCustomizationSpecExist',
    'name string',
    'boolean',
    ({ world, args }) => {
      const name = needText(args, 'name')
      return world.directory.customizationSpecs.some((spec) => spec.name === name)
    },
  ),
]
