package dev.weft.stack.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ArchitectureTest {
  private static final String OFFENDERS = "dev.weft.stack.architecture.offenders";

  private static JavaClasses weft;
  private static JavaClasses offenders;

  @BeforeAll
  static void read() {
    weft =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.weft");
    offenders = new ClassFileImporter().importPackages(OFFENDERS);
  }

  @Test
  void servicesStandOnTheKitAlone() {
    Laws.servicesStandOnTheKitAlone(Laws.SERVICES).check(weft);
  }

  @Test
  void servicesDoNotKnowEachOther() {
    for (String service : Laws.SERVICES) {
      Laws.servicesStandOnTheKitAlone(service).check(weft);
    }
  }

  @Test
  void aServiceThatUsesAnHttpClientIsFound() {
    var found = Laws.servicesStandOnTheKitAlone(OFFENDERS + ".caller..").evaluate(offenders);
    assertThat(found.getFailureReport().toString()).contains("java.net.http.HttpClient");
  }

  @Test
  void aServiceThatUsesAnotherServicesClassIsFound() {
    var found = Laws.servicesStandOnTheKitAlone(OFFENDERS + ".neighbour..").evaluate(offenders);
    assertThat(found.getFailureReport().toString()).contains("offenders.third.Shared");
  }

  @ParameterizedTest
  @ValueSource(strings = {"node", "codecs", "foodmart"})
  void knowsNobody(String module) {
    Laws.knowsNobody(module).check(weft);
  }

  @Test
  void gatewaySeesOnlyTheNode() {
    Laws.gatewaySeesOnlyTheNode().check(weft);
  }

  @Test
  void kitSeesNoServiceAndNoGateway() {
    Laws.kitSeesNoServiceAndNoGateway().check(weft);
  }
}
