import { BlockList, isIP } from 'node:net'

/** Addresses that hand out credentials or belong to nobody, whatever name or notation leads there. */
const forbidden = new BlockList()
forbidden.addSubnet('169.254.0.0', 16)
forbidden.addAddress('0.0.0.0')
forbidden.addAddress('::', 'ipv6')
forbidden.addSubnet('fe80::', 10, 'ipv6')
forbidden.addSubnet('fd00:ec2::', 32, 'ipv6')
forbidden.addAddress('fd20:ce::254', 'ipv6')
// 169.254.0.0/16 behind a NAT64 gateway.
forbidden.addSubnet('64:ff9b::a9fe:0', 112, 'ipv6')

/** `address` is an IP address, mapped ones (::ffff:…) included. */
export function isForbidden(address: string): boolean {
  return forbidden.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}
