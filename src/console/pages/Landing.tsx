import { Button } from 'antd'
import { ERRORS, type ErrorCode, errorText } from '../../contract/errors.ts'
import { useText } from '../lib/i18n.tsx'

/** Before a session, and after it: the way in, and why one stands here. */
export function Landing({ ended = false, failure }: { ended?: boolean; failure?: string | undefined }) {
  const { t, language, setLanguage } = useText()
  const failed = failure !== undefined && failure in ERRORS ? (failure as ErrorCode) : undefined
  return (
    <main className='landing'>
      <div className='landing__card'>
        <div className='house__brand'>
          <span className='house__mark' aria-hidden='true' />
          {t('bank')}
          <small>{t('title')}</small>
        </div>
        <h1>{failed ? t('landing.failed') : ended ? t('landing.ended') : t('landing.title')}</h1>
        <p id='landing-about'>
          {failed ? errorText(failed, language) : ended ? t('landing.ended.about') : t('landing.about')}
        </p>
        {/* A way out of this page and not a call: the browser itself goes to the provider. */}
        <Button type='primary' size='large' id='sign-in' block onClick={() => location.assign('/console/sign-in')}>
          {t('landing.sign-in')}
        </Button>
      </div>
      <Button type='text' onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}>
        {t('language')}
      </Button>
    </main>
  )
}
