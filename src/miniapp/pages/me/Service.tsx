import { useState } from 'react'
import { useText } from '../../lib/i18n.ts'
import { useInstitution } from '../../lib/institution.ts'
import { open } from '../../lib/pages.ts'
import { ring } from '../../lib/telephone.ts'
import { Card, Row, Rows } from '../../ui/index.ts'
import { Devices } from './Devices.tsx'

/** Devices, complaints, telephones, and who runs this. */
export function Service({ signedIn }: { readonly signedIn: boolean }) {
  const { t, language } = useText()
  const institution = useInstitution()
  const [devices, setDevices] = useState(false)
  return (
    <>
      <Card title={t('me.service')}>
        <Rows>
          {signedIn && <Row kind='name' id='devices' label={t('me.devices')} onTap={() => setDevices(true)} />}
          {signedIn && <Row kind='name' id='privacy' label={t('me.privacy')} onTap={() => open('privacy')} />}
          <Row kind='name' id='complain' label={t('me.complain')} onTap={() => open('complaint')} />
          {institution && (
            <>
              <Row
                id='phone'
                label={t('me.phone')}
                value={institution.servicePhone}
                onTap={() => ring(institution.servicePhone)}
              />
              <Row
                id='regulator'
                label={t('me.regulator')}
                value={institution.regulatorPhone}
                onTap={() => ring(institution.regulatorPhone)}
              />
              <Row label={t('me.institution')} value={language === 'zh' ? institution.name : institution.nameEn} />
            </>
          )}
        </Rows>
      </Card>
      <Devices open={devices} onClose={() => setDevices(false)} />
    </>
  )
}
