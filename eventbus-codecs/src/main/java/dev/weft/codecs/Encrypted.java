package dev.weft.codecs;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a component of a message record whose value travels and rests encrypted, with a key of the
 * subject that it is about: who deletes the key has forgotten the value wherever it is. A reader
 * without the key sees null when the component is {@code @Nullable}; else it refuses the message.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({
  ElementType.RECORD_COMPONENT,
  ElementType.FIELD,
  ElementType.METHOD,
  ElementType.PARAMETER
})
public @interface Encrypted {

  /** What kind of subject the key belongs to, such as {@code customer}. */
  String subject();

  /** The component that says which one; without it the {@link MessageKey}. */
  String by() default "";
}
