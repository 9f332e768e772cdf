package dev.weft.codecs;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Executable;
import org.jspecify.annotations.Nullable;

/** A record component must be there and not null, unless it is marked {@code @Nullable}. */
class RequiredUnlessNullable extends JacksonAnnotationIntrospector {

  private static final long serialVersionUID = 1L;

  @Override
  public Boolean hasRequiredMarker(AnnotatedMember member) {
    return member instanceof AnnotatedParameter parameter && !nullable(parameter);
  }

  @Override
  public JsonSetter.Value findSetterInfo(Annotated annotated) {
    if (annotated instanceof AnnotatedParameter parameter) {
      return JsonSetter.Value.construct(nullable(parameter) ? Nulls.SET : Nulls.FAIL, Nulls.FAIL);
    }
    return super.findSetterInfo(annotated);
  }

  /** Whether a parameter of a record's constructor is marked so. */
  static boolean isNullable(AnnotatedMember member) {
    return member instanceof AnnotatedParameter parameter && nullable(parameter);
  }

  private static boolean nullable(AnnotatedParameter parameter) {
    AnnotatedType[] types =
        switch (parameter.getOwner().getAnnotated()) {
          case Executable executable -> executable.getAnnotatedParameterTypes();
          default -> new AnnotatedType[0];
        };
    return parameter.getIndex() < types.length
        && types[parameter.getIndex()].isAnnotationPresent(Nullable.class);
  }
}
