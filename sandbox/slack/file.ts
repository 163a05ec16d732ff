const types: Record<string, [mimetype: string, pretty: string]> = {
  csv: ['text/csv', 'CSV'],
  html: ['text/html', 'HTML'],
  ics: ['text/calendar', 'iCalendar'],
  json: ['application/json', 'JSON'],
  md: ['text/markdown', 'Markdown'],
  png: ['image/png', 'PNG'],
}

/**
 * A file as Slack's `file` object describes it. The content is private to the class: messages, events
 * and answers name a file and never carry what is in it.
 */
export class SlackFile {
  readonly id: string
  readonly created: number
  readonly timestamp: number
  readonly name: string
  title: string
  readonly mimetype: string
  readonly filetype: string
  readonly pretty_type: string
  readonly user: string
  readonly mode = 'hosted'
  readonly is_external = false
  readonly url_private: string
  readonly url_private_download: string
  readonly permalink: string
  /** Bytes. */
  size = 0
  #bytes = Buffer.alloc(0)

  constructor(id: string, name: string, user: string, at: number) {
    const ending = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
    const [mimetype, pretty] = types[ending] ?? ['text/plain', 'Plain Text']
    this.id = id
    this.created = Math.floor(at / 1000)
    this.timestamp = this.created
    this.name = name
    this.title = name
    this.mimetype = mimetype
    this.filetype = ending in types ? ending : 'text'
    this.pretty_type = pretty
    this.user = user
    this.url_private = `https://sandbox.slack.com/files-pri/${id}/${name}`
    this.url_private_download = `https://sandbox.slack.com/files-pri/${id}/download/${name}`
    this.permalink = `https://sandbox.slack.com/files/${id}/${name}`
  }

  get bytes(): Buffer {
    return this.#bytes
  }

  set bytes(bytes: Buffer) {
    this.#bytes = Buffer.from(bytes)
    this.size = bytes.length
  }
}
