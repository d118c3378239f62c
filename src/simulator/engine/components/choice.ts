/** checkbox, radio and switch, and the groups that hear of them. */
import { WxElement } from './element.ts'
import type { FormControl } from './form.ts'
import type { Labelled } from './label.ts'
import { define } from './registry.ts'

const TICK =
  '<svg viewBox="0 0 24 24" width="1em" height="1em" aria-hidden="true"><path d="M4.500 12.600 9.700 17.800 19.800 7.200" fill="none" stroke="currentColor" stroke-width="2.400" stroke-linecap="round" stroke-linejoin="round"/></svg>'

/** What the three have in common: they are on or off, and say so to the accessibility tree. */
abstract class Choice extends WxElement implements Labelled {
  protected mark: HTMLElement = document.createElement('span')
  private on = false

  get checked(): boolean {
    return this.on
  }

  set checked(value: boolean) {
    this.on = value
    this.native('aria-checked', String(value))
    this.mark.toggleAttribute('data-checked', value)
  }

  protected override mount(): void {
    const shadow = this.attachShadow({ mode: 'open' })
    shadow.replaceChildren(this.mark, document.createElement('slot'))
    const style = document.createElement('style')
    style.textContent = CHOICE_STYLES
    shadow.prepend(style)
    this.checked = false
    this.onTap(() => this.activate())
  }

  protected override changed(name: string): void {
    if (name === 'checked') this.checked = this.flag('checked')
    if (name === 'disabled') {
      this.native('aria-disabled', this.flag('disabled') ? 'true' : null)
      this.mark.toggleAttribute('data-disabled', this.flag('disabled'))
    }
    if (name === 'color') this.mark.style.setProperty('--on', this.text('color'))
  }

  abstract activate(): void
}

class WxCheckbox extends Choice {
  protected override ownRole = 'checkbox'

  protected override mount(): void {
    this.mark.className = 'box'
    this.mark.innerHTML = TICK
    super.mount()
  }

  override activate(): void {
    if (this.flag('disabled')) return
    this.checked = !this.checked
    const group = this.closest('wx-checkbox-group')
    if (group instanceof WxCheckboxGroup) group.tell()
  }
}

class WxCheckboxGroup extends WxElement implements FormControl {
  protected override ownRole = 'group'

  tell(): void {
    this.emit('change', { value: this.formValue() })
  }

  formValue(): string[] {
    return this.boxes()
      .filter((box) => box.checked)
      .map((box) => box.text('value'))
  }

  formReset(): void {
    for (const box of this.boxes()) box.checked = box.flag('checked')
  }

  private boxes(): WxCheckbox[] {
    return [...this.querySelectorAll('wx-checkbox')].filter((one) => one instanceof WxCheckbox)
  }
}

class WxRadio extends Choice {
  protected override ownRole = 'radio'

  protected override mount(): void {
    this.mark.className = 'box round'
    this.mark.innerHTML = TICK
    super.mount()
  }

  override activate(): void {
    if (this.flag('disabled') || this.checked) return
    const group = this.closest('wx-radio-group')
    if (group instanceof WxRadioGroup) group.choose(this)
    else this.checked = true
  }
}

class WxRadioGroup extends WxElement implements FormControl {
  protected override ownRole = 'radiogroup'

  choose(chosen: WxRadio): void {
    for (const radio of this.radios()) radio.checked = radio === chosen
    this.emit('change', { value: chosen.text('value') })
  }

  formValue(): string {
    return (
      this.radios()
        .find((radio) => radio.checked)
        ?.text('value') ?? ''
    )
  }

  formReset(): void {
    for (const radio of this.radios()) radio.checked = radio.flag('checked')
  }

  private radios(): WxRadio[] {
    return [...this.querySelectorAll('wx-radio')].filter((one) => one instanceof WxRadio)
  }
}

class WxSwitch extends Choice implements FormControl {
  protected override ownRole = 'switch'

  protected override mount(): void {
    this.mark.className = 'track'
    super.mount()
  }

  protected override changed(name: string): void {
    super.changed(name)
    if (name === 'type') {
      const box = this.text('type') === 'checkbox'
      this.mark.className = box ? 'box' : 'track'
      this.mark.innerHTML = box ? TICK : ''
    }
  }

  override activate(): void {
    if (this.flag('disabled')) return
    this.checked = !this.checked
    this.updateModel('checked', this.checked)
    this.emit('change', { value: this.checked })
  }

  formValue(): boolean {
    return this.checked
  }

  formReset(): void {
    this.checked = this.flag('checked')
  }
}

const CHOICE_STYLES = `
.box {
  display: inline-flex; align-items: center; justify-content: center; flex: none; box-sizing: border-box;
  width: 23px; height: 23px; margin-right: 5px; vertical-align: middle; border: 1px solid #d1d1d1; border-radius: 3px;
  background: #fff; color: transparent; font-size: 22px;
}
.round { border-radius: 50%; }
.box[data-checked] { color: var(--on, #09bb07); }
.round[data-checked] { background: var(--on, #09bb07); border-color: var(--on, #09bb07); color: #fff; font-size: 18px; }
.box[data-disabled] { background: #e1e1e1; }
.track {
  position: relative; display: inline-block; box-sizing: border-box; width: 52px; height: 32px; vertical-align: middle;
  border-radius: 16px; background: #dfdfdf; transition: background-color .15s;
}
.track::after {
  content: ''; position: absolute; top: 2px; left: 2px; width: 28px; height: 28px; border-radius: 50%;
  background: #fff; box-shadow: 0 1px 3px rgba(0,0,0,.3); transition: transform .2s;
}
.track[data-checked] { background: var(--on, #04be02); }
.track[data-checked]::after { transform: translateX(20px); }
.track[data-disabled] { opacity: .6; }
`

define('checkbox', WxCheckbox)
define('checkbox-group', WxCheckboxGroup)
define('radio', WxRadio)
define('radio-group', WxRadioGroup)
define('switch', WxSwitch)
