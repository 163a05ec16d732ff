import type { Method } from '../method.ts'
import { method as appsConnectionsOpen } from './apps.connections.open.ts'
import { method as authTest } from './auth.test.ts'
import { method as canvasesCreate } from './canvases.create.ts'
import { method as chatDelete } from './chat.delete.ts'
import { method as chatPostEphemeral } from './chat.postEphemeral.ts'
import { method as chatPostMessage } from './chat.postMessage.ts'
import { method as chatUpdate } from './chat.update.ts'
import { method as conversationsCreate } from './conversations.create.ts'
import { method as conversationsHistory } from './conversations.history.ts'
import { method as conversationsInfo } from './conversations.info.ts'
import { method as conversationsInvite } from './conversations.invite.ts'
import { method as conversationsJoin } from './conversations.join.ts'
import { method as conversationsList } from './conversations.list.ts'
import { method as conversationsMembers } from './conversations.members.ts'
import { method as conversationsOpen } from './conversations.open.ts'
import { method as conversationsReplies } from './conversations.replies.ts'
import { method as conversationsSetTopic } from './conversations.setTopic.ts'
import { method as filesCompleteUploadExternal } from './files.completeUploadExternal.ts'
import { method as filesGetUploadURLExternal } from './files.getUploadURLExternal.ts'
import { method as pinsAdd } from './pins.add.ts'
import { method as usergroupsList } from './usergroups.list.ts'
import { method as usergroupsUsersList } from './usergroups.users.list.ts'
import { method as usersConversations } from './users.conversations.ts'
import { method as usersInfo } from './users.info.ts'
import { method as usersLookupByEmail } from './users.lookupByEmail.ts'
import { method as viewsOpen } from './views.open.ts'
import { method as viewsPublish } from './views.publish.ts'
import { method as viewsPush } from './views.push.ts'
import { method as viewsUpdate } from './views.update.ts'

/** Every method there is; any other answers `unknown_method`. */
export const methods: Method[] = [
  appsConnectionsOpen,
  authTest,
  canvasesCreate,
  chatDelete,
  chatPostEphemeral,
  chatPostMessage,
  chatUpdate,
  conversationsCreate,
  conversationsHistory,
  conversationsInfo,
  conversationsInvite,
  conversationsJoin,
  conversationsList,
  conversationsMembers,
  conversationsOpen,
  conversationsReplies,
  conversationsSetTopic,
  filesCompleteUploadExternal,
  filesGetUploadURLExternal,
  pinsAdd,
  usergroupsList,
  usergroupsUsersList,
  usersConversations,
  usersInfo,
  usersLookupByEmail,
  viewsOpen,
  viewsPublish,
  viewsPush,
  viewsUpdate,
]
