package dev.weft.codecs;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Declares a record as a message: the name it has for everybody, and the version of its form. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface MessageType {

  /**
   * Names separated by dots, the last one in the past tense: {@code foodmart.orders.OrderPlaced}.
   */
  String name();

  /** Counts up from 1 with every change that older readers could not stand. */
  int version() default 1;

  /**
   * The record of the version before, which is an {@link Upcast} to this one, and may name the one
   * before itself in turn. Without it, messages of older versions are refused.
   */
  Class<? extends Record> before() default Record.class;

  /** How its messages are written. All formats are read, whatever is declared here. */
  Format format() default Format.JSON;
}
