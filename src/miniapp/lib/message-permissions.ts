import { useState } from 'react'
import type { Answer } from '../../contract/schema/index.ts'
import { call } from './api.ts'
import { useLoad } from './load.ts'
import { askForMessages, platform } from './platform.ts'
import { newId } from './random.ts'

type Permission = Answer<'GET /v1/message-permissions'>['permissions'][number]
export type MessageTemplate = Permission['template']

export interface MessagePermission {
  /** Undefined: not known yet, or WeChat brings no such message here. */
  readonly permission: Permission | undefined
  /** Asks the person by WeChat's own dialogue, and tells the bank. To be called by a tap, at once. */
  ask(): Promise<'accept' | 'refused' | 'switched-off'>
  wish(wanted: boolean): Promise<void>
}

const NONE = { permissions: [] } satisfies Answer<'GET /v1/message-permissions'>

/** Whether WeChat may bring messages of a kind. Elsewhere than on WeChat nobody is asked. */
export function useMessagePermission(template: MessageTemplate): MessagePermission {
  const loaded = useLoad(async () => (platform === 'weapp' ? call('GET /v1/message-permissions') : NONE), [])
  const [newer, setNewer] = useState<Answer<'GET /v1/message-permissions'>>()
  const permission = (newer ?? loaded.data)?.permissions.find((one) => one.template === template)

  return {
    permission,
    async ask() {
      if (!permission) return 'refused'
      const said = await askForMessages([permission.templateId])
      if ('problem' in said) return said.problem === 'switched-off' ? 'switched-off' : 'refused'
      const answer = said.answers[permission.templateId] ?? 'reject'
      setNewer(
        await call('POST /v1/message-permissions', { body: { id: await newId(), answers: [{ template, answer }] } }),
      )
      return answer === 'accept' ? 'accept' : 'refused'
    },
    async wish(on) {
      setNewer(await call('PUT /v1/message-permissions/:template', { params: { template }, body: { wanted: on } }))
    },
  }
}
