import type { World } from '../world/world.ts'
import { AwsRefusal } from './ecs/operation.ts'

export const targetGroup =
  'arn:aws:elasticloadbalancing:eu-west-2:123456789012:targetgroup/tyrehero-emergency/0123456789abcdef'

const inXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Elastic Load Balancing in its own protocol: a form goes in, XML comes out. */
export function describeTargetHealth(world: World, form: URLSearchParams): string {
  if (form.get('TargetGroupArn') !== targetGroup)
    throw new AwsRefusal('TargetGroupNotFound', 'One or more target groups not found')
  const { london } = world
  const up = world.isApiUp()
  const members = Array.from({ length: london.running() }, (_, n) => {
    const state = up ? 'healthy' : 'unhealthy'
    const reason = up
      ? ''
      : '<Reason>Target.ResponseCodeMismatch</Reason><Description>Health checks failed with these codes: [503]</Description>'
    return `<member><Target><Id>10.0.0.${n + 10}</Id><Port>8080</Port></Target><HealthCheckPort>8080</HealthCheckPort><TargetHealth><State>${state}</State>${reason}</TargetHealth></member>`
  })
  return `<DescribeTargetHealthResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/"><DescribeTargetHealthResult><TargetHealthDescriptions>${members.join('')}</TargetHealthDescriptions></DescribeTargetHealthResult><ResponseMetadata><RequestId>sandbox</RequestId></ResponseMetadata></DescribeTargetHealthResponse>`
}

export function errorXml(word: string, message: string): string {
  return `<ErrorResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/"><Error><Type>Sender</Type><Code>${inXml(word)}</Code><Message>${inXml(message)}</Message></Error><RequestId>sandbox</RequestId></ErrorResponse>`
}
