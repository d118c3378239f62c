import { Button, Input, Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useState } from 'react'

export default function Page() {
  const [n, setN] = useState(0)
  return (
    <View id='root-view'>
      <Text id='count'>{`home ${n}`}</Text>
      <Button id='plus' onClick={() => setN(n + 1)}>+</Button>
      <Input id='field' onInput={e => setN(Number(e.detail.value))} />
      <Button id='go' onClick={() => Taro.navigateTo({ url: '/pages/me/index' })}>go</Button>
    </View>
  )
}
