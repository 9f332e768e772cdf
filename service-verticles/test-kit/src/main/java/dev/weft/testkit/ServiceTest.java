package dev.weft.testkit;

import dev.weft.kit.Service;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test of a service: a {@link RunningService} or a {@link Scenario} can be a parameter of its
 * constructor. The service is started for the first such test and serves all of the test run. A
 * scenario begins with an empty database; of a running service no test may rely on what another one
 * left untouched.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(ServiceExtension.class)
public @interface ServiceTest {

  /** The service; it has a public constructor with no parameter. */
  Class<? extends Service> value();

  /** What a running service sends and receives by; scenarios always use the one in memory. */
  Kind broker() default Kind.ARTEMIS;

  /** Brokers for tests. */
  enum Kind {

    /** A real one, with the rights that the service has in earnest. */
    ARTEMIS,

    /** One in memory that treats messages as the real ones do, and asks for no rights. */
    MEMORY
  }
}
