/**
 * Subscribe messages: what a person has allowed, by template, and message/subscribe/send. One permission is one message,
 * unless the templates are long-term ones; two at once to one person are one too many.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { Outside } from '../answering.ts'
import { PERSONAS } from '../personas.ts'
import { findTemplate, wrongField } from './templates.ts'
import { isSensitive } from './text-check.ts'

/** How long WeChat is at a message: another one to the same person is refused meanwhile. */
const TAKES_MS = 25

export type SendFault =
  | { readonly errcode: 40003 | 40037 | 41030 | 43101 | 43107 | 43108 | 45009 | 45168 }
  | { readonly errcode: 47003; readonly field: string }

export interface Subscriptions {
  /** A person answered WeChat's question for this template. Throws RangeError when there is no such template or persona. */
  answered(personaId: string, templateId: string, accepted: boolean): void
  remaining(openid: string, templateId: string): number
  /** Undefined: it is on the person's phone. */
  send(message: Readonly<Record<string, unknown>>): Promise<SendFault | undefined>
}

export function createSubscriptions({
  store,
  settings,
  inbox,
  closing,
}: Pick<Outside, 'store' | 'settings' | 'inbox' | 'closing'>): Subscriptions {
  const underWay = new Set<string>()
  const remaining = (openid: string, templateId: string): number =>
    Number(
      store.get('SELECT remaining FROM wechat_permissions WHERE openid = ? AND template = ?', openid, templateId)
        ?.remaining ?? 0,
    )

  return {
    remaining,
    answered(personaId, templateId, accepted) {
      const openid = PERSONAS.find(({ id }) => id === personaId)?.openid
      if (openid === undefined || !findTemplate(templateId)) throw new RangeError('no such persona or template')
      // A long-term one is given back by a refusal, one for a message is not.
      const change = accepted ? 'remaining + 1' : settings.lastingTemplates() ? '0' : 'remaining'
      store.run(
        `INSERT INTO wechat_permissions VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET remaining = ${change}`,
        ...[openid, templateId, accepted ? 1 : 0],
      )
    },
    async send({ touser, template_id: templateId, page, data }) {
      if (settings.messages() === 'quota-used') return { errcode: 45009 }
      const person = PERSONAS.find(({ openid }) => openid === touser)
      if (!person) return { errcode: 40003 }
      const template = findTemplate(templateId)
      if (!template) return { errcode: 40037 }
      if (settings.messages() === 'banned') return { errcode: 43107 }
      if (underWay.has(person.openid)) return { errcode: 43108 }
      underWay.add(person.openid)
      try {
        await delay(TAKES_MS, undefined, { signal: closing }).catch(() => undefined)
        const field = wrongField(template, data)
        if (field !== undefined) return { errcode: 47003, field }
        const values = data as Record<string, { value: string }>
        if (Object.values(values).some(({ value }) => isSensitive(value))) return { errcode: 45168 }
        if (page !== undefined && !/^[\w/-]+(\?[\w=&%.-]*)?$/.test(String(page))) return { errcode: 41030 }
        const left = remaining(person.openid, template.id)
        if (left <= 0) return { errcode: 43101 }
        if (!settings.lastingTemplates()) {
          store.run(
            'UPDATE wechat_permissions SET remaining = remaining - 1 WHERE openid = ? AND template = ?',
            ...[person.openid, template.id],
          )
        }
        const lines = Object.entries(template.fields).map(([name, label]) => `${label}：${values[name]?.value}`)
        inbox.deliverSubscribe(
          randomUUID(),
          person.mobile,
          `微信 · ${template.title}`,
          lines.join('\n'),
          String(page ?? ''),
        )
        return undefined
      } finally {
        underWay.delete(person.openid)
      }
    },
  }
}
