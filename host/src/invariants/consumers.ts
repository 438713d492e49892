import { notificationsListeners } from '@micromart/notifications';
import { orders } from '@micromart/orders';
