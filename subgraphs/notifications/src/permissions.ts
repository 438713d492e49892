import { everyone, permissions as permissionTree, signedIn } from '@micromart/auth';

/** Who may ask for what; whose notifications they are, the WHERE decides: somebody else's are null. */
export const permissions = permissionTree({
  Mutation: { notificationsMarkRead: signedIn, notificationPreferencesSet: signedIn },
  Subscription: { notificationReceived: signedIn },
  User: everyone,
  Notification: everyone,
  Order: everyone,
  NotificationPreferences: everyone,
  NotificationConnection: everyone,
  NotificationEdge: everyone,
  PageInfo: everyone,
  NotificationsPayload: everyone,
  UserError: everyone,
});
