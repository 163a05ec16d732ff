import {
  actions,
  button,
  channelRef,
  context,
  encodeMeta,
  type Markup,
  type Meta,
  modal,
  radioField,
  type SafeBlock,
  safe,
  section,
  selectField,
  textField,
  type View,
} from '../blocks/index.ts'
import type { Triage } from '../incident/events.ts'
import { titleLimit } from '../incident/lifecycle/declare.ts'
import { type Severity, severities } from '../incident/model/words.ts'
import type { Policy } from '../incident/policy.ts'
import type { Incident } from '../incident/state.ts'
import { headline } from '../messages/words.ts'
import { type FormState, type Read, readChoice, readField } from './form.ts'
import { type Holders, type Kind, onDeclare, type Setting } from './on-declare.ts'
import { criteriaOf, severityCriteria } from './severity-criteria.ts'
import { breachField, callField, readTriage, triageFields, whatField } from './triage-fields.ts'

export const callbackId = 'declare-incident'
/** The form of an earlier version, which an earlier replica may have opened: it asks who may know of the incident. */
export const earlierCallbackId = 'declare'

type Given = {
  policy: Policy
  from: NonNullable<Meta['from']>
  kind?: Kind
  /** Whether the further questions are shown. */
  more?: boolean
  title?: string
  severity?: Severity
  home?: 'new' | 'here'
  triage?: Triage
  similar?: Incident[]
  /** Who holds the roles that are told at once, where that had to be looked up. */
  holders?: Holders
  setting: Setting
  /** Drawn again: the cursor stays where it is. */
  again?: true
  /** What was wrong with what had been typed. */
  problem?: string
}

const words: Record<Kind, { title: string; submit: string; says?: Markup }> = {
  live: { title: 'Declare an incident', submit: 'Declare' },
  private: {
    title: '🔒 Private incident',
    submit: 'Declare privately',
    says: safe`🔒 *Private*: only those invited know what it is about.`,
  },
  drill: {
    title: '🎯 DRILL',
    submit: 'Start the drill',
    says: safe`🎯 *DRILL*: people and channels are real, production is only read.`,
  },
}

/** Four questions; everything else stands behind *More options*. The line above the button follows the answers. */
export function view(given: Given): View {
  const { policy, from, kind = 'live', more = false, triage = {}, severity } = given
  const { title, submit, says } = words[kind]
  const chosen = { kind, severity, canCall: triage.canCall, breach: triage.breach, home: given.home }
  return modal({
    callbackId,
    title,
    submit,
    meta: encodeMeta({ from, declare: { kind, more } }),
    blocks: [
      ...(says === undefined ? [] : [section(says)]),
      ...(given.problem === undefined ? [] : [section(safe`⚠️ ${given.problem}`)]),
      textField({
        id: 'title',
        label: 'What fails?',
        most: titleLimit,
        focus: given.again !== true,
        ...(given.title ? { value: given.title } : {}),
      }),
      callField(triage.canCall, true),
      severityField(policy, severity),
      ...(severity === undefined || more ? [] : [criteriaOf(policy, severity)]),
      // What somebody's message says fills the form; a breach is then asked for among the further questions.
      ...(triage.what === undefined || more ? [breachField(triage.breach, true)] : [whatField(triage.what)]),
      ...(given.similar ?? []).map(similarLine),
      ...(more ? furtherFields(given, kind) : moreButton(given, kind)),
      context(onDeclare(policy, chosen, given.setting, given.holders)),
    ],
  })
}

function severityField(policy: Policy, severity: Severity | undefined): SafeBlock {
  return selectField({
    id: 'severity',
    label: 'Severity',
    choices: [
      { value: 'unsure', label: 'Let the answer decide', hint: 'P1 if customers cannot call, else P2' },
      ...severities.map(s => ({
        value: s,
        label: `${s} · ${policy.severities[s].name}`,
        hint: policy.severities[s].means,
      })),
    ],
    value: severity ?? 'unsure',
    live: true,
  })
}

const markOf = (i: Incident) => (i.mode === 'drill' ? '🎯 DRILL · ' : i.visibility === 'private' ? '🔒 ' : '')

const similarLine = (i: Incident): SafeBlock =>
  section(
    i.channel === undefined
      ? safe`Open now: *${markOf(i)}${headline(i)}*`
      : safe`Open now: *${markOf(i)}${headline(i)}* ${channelRef(i.channel.id)}`,
    button('join-channel', 'Open it', encodeMeta({ i: i.id })),
  )

const moreButton = ({ from }: Given, kind: Kind): SafeBlock[] =>
  actions([button('declare-more', 'More options', encodeMeta({ from, declare: { kind, more: true } }))])

function furtherFields({ policy, home, triage = {} }: Given, kind: Kind): SafeBlock[] {
  return [
    radioField({
      id: 'kind',
      label: 'Kind',
      choices: [
        { value: 'live', label: 'Everybody may know', hint: 'Announced in the emergency channel' },
        { value: 'private', label: '🔒 Private', hint: 'For security: only those invited know of it' },
        { value: 'drill', label: '🎯 Drill', hint: 'Production is only read' },
      ],
      value: kind,
      live: true,
    }),
    radioField({
      id: 'home',
      label: 'Channel',
      choices: [
        { value: 'new', label: 'A new channel' },
        { value: 'here', label: 'This channel' },
      ],
      value: home ?? 'new',
      live: true,
    }),
    ...triageFields(policy, triage),
    ...severityCriteria(policy),
  ]
}

export type Declared = {
  kind: Kind
  title: string
  severity?: Severity
  triage: Triage
  home: 'new' | 'here'
}

/** What an unfinished form says so far: nothing is required of it. */
export function readSoFar(state: FormState, shown: Kind) {
  const severity = readChoice(state, 'severity', severities)
  const title = readField(state, 'title')
  return {
    kind: readChoice(state, 'kind', kinds) ?? earlierKind(state) ?? shown,
    home: readChoice(state, 'home', ['new', 'here'] as const) ?? ('new' as const),
    triage: readTriage(state).triage,
    ...(severity === undefined ? {} : { severity }),
    ...(title === undefined ? {} : { title }),
  }
}
const kinds = ['live', 'drill', 'private'] as const

/** The earlier form asked “Who may know of it”. */
const earlierKind = (state: FormState): Kind | undefined =>
  readChoice(state, 'visibility', ['public', 'private'] as const) === 'private' ? 'private' : undefined

/** `shown`: the kind that the form was opened as; the question for it may be hidden. */
export function read(state: FormState, shown: Kind = 'live'): Read<Declared> {
  const { errors } = readTriage(state)
  const { title, ...rest } = readSoFar(state, shown)
  if (title === undefined) errors.title = 'Say in a few words what fails.'
  if (title === undefined || Object.keys(errors).length > 0) return { ok: false, errors }
  return { ok: true, value: { title, ...rest } }
}
