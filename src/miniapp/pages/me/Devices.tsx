import type { Answer } from '../../../contract/schema/index.ts'
import { call } from '../../lib/api.ts'
import { formatRecent } from '../../lib/format.ts'
import { useText } from '../../lib/i18n.ts'
import { useAct, useLoad } from '../../lib/load.ts'
import { Avatar, Badge, Button, notify, ProblemCard, Row, Rows, Sheet, Skeleton } from '../../ui/index.ts'

type Session = Answer<'GET /v1/sessions'>['sessions'][number]

/** Where one is signed in. Another device's session is ended from here; this one's by signing out. */
function Sessions() {
  const { t, language } = useText()
  const list = useLoad(() => call('GET /v1/sessions'), [])
  const ending = useAct(async ({ id }: Session) => {
    await call('DELETE /v1/sessions/:sessionId', { params: { sessionId: id } })
    notify(t('me.devices.ended'))
    await list.reload()
  })
  const problem = ending.error ?? list.error
  return (
    <>
      {problem && <ProblemCard problem={problem.problem} onRetry={() => void list.reload()} />}
      {!list.data && !problem && <Skeleton shape='list' />}
      <Rows>
        {list.data?.sessions.map((session) => (
          <Row
            key={session.id}
            kind='name'
            mark={<Avatar icon='smartphone' />}
            label={session.device || t(`me.devices.by.${session.by}`)}
            hint={`${t(`me.devices.by.${session.by}`)} · ${t('me.devices.seen', {
              time: formatRecent(session.lastSeenAt, Date.now(), language),
            })}`}
            value={
              session.current ? (
                <Badge tone='accent'>{t('me.devices.this')}</Badge>
              ) : (
                <Button kind='plain' narrow disabled={ending.busy} onTap={() => void ending.run(session)}>
                  {t('me.devices.end')}
                </Button>
              )
            }
          />
        ))}
      </Rows>
    </>
  )
}

/** The sheet with the devices; they are asked for when it opens. */
export function Devices({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { t } = useText()
  return (
    <Sheet open={open} onClose={onClose} title={t('me.devices')} id='devices-sheet'>
      <Sessions />
    </Sheet>
  )
}
