package dev.weft.stack.embedded;

import java.util.Map;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;

/** The broker's users, held in memory: each with the role of its own name. */
final class BrokerUsers {

  private BrokerUsers() {}

  static ActiveMQJAASSecurityManager manager(Map<String, String> passwords) {
    SecurityConfiguration users = new SecurityConfiguration();
    passwords.forEach(
        (user, password) -> {
          users.addUser(user, password);
          users.addRole(user, user);
        });
    return new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users);
  }
}
