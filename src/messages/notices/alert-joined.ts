import { date, join, link, safe } from '../../blocks/index.ts'
import type { Notice, Of } from './index.ts'

export function alertJoined(e: Of<'alert.joined'>): Notice {
  const more = e.data.link === undefined ? undefined : link(e.data.link, 'In the pager')
  return {
    text: join(
      [safe`🔔 One more alert of ${e.data.service}: ${e.data.title} (${date(e.data.at)})`, more],
      ' · ',
    ),
  }
}
