import { z } from 'zod'

/** Fields of guests that several forms have, with the messages that stand beside them. */

/** A DNS name, or empty. */
export const hostName = z
  .string()
  .trim()
  .max(253, 'At most 253 characters.')
  .regex(/^$|^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i, 'Letters, digits, dots and hyphens only.')
export const ipv4 = z.ipv4('Enter an IPv4 address like 192.0.2.5.')
export const netmask = z
  .string()
  .regex(
    /^(255|254|252|248|240|224|192|128|0)(\.(255|254|252|248|240|224|192|128|0)){3}$/,
    'Enter a netmask like 255.255.255.0.',
  )

export const ipv6 = z.ipv6('Enter an IPv6 address like 2001:db8::5.')
export const ipAddress = z.union([z.ipv4(), z.ipv6()], 'Enter IP addresses like 192.0.2.53 or 2001:db8::53.')
