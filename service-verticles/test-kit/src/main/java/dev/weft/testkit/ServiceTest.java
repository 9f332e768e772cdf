package dev.weft.testkit;

import dev.weft.kit.Service;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test of a service: a {@link RunningService} can be a parameter of its constructor. The service
 * is started for the first such test and serves all of the test run, so no test may rely on what
 * another one left untouched.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(ServiceExtension.class)
public @interface ServiceTest {

  /** The service; it has a public constructor with no parameter. */
  Class<? extends Service> value();

  /** What it sends and receives by. */
  Kind broker() default Kind.ARTEMIS;

  /** Brokers for tests. */
  enum Kind {

    /** A real one, with the rights that the service has in earnest. */
    ARTEMIS,

    /** One in memory that treats messages as the real ones do, and asks for no rights. */
    MEMORY
  }
}
