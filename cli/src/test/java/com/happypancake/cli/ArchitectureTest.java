package com.happypancake.cli;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.GeneratedFile;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.ProtocolMessageEnum;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the arrows between the modules, and who may use which library. */
class ArchitectureTest {

  private static final String BASE = "com.happypancake.";
  private static final List<String> MODULES =
      List.of(
          "schemas",
          "dumps",
          "database",
          "extractor",
          "transformer",
          "seeder",
          "inspect",
          "sample",
          "operations",
          "cli");

  private static JavaClasses classes;

  @BeforeAll
  static void importAllModules() {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("com.happypancake");
  }

  private static String packages(String module) {
    return BASE + module + "..";
  }

  private static String[] packagesBut(String... modules) {
    return MODULES.stream()
        .filter(module -> !Arrays.asList(modules).contains(module))
        .map(ArchitectureTest::packages)
        .toArray(String[]::new);
  }

  @ParameterizedTest
  @CsvSource({
    "schemas, ",
    "dumps, schemas",
    "database, schemas",
    "extractor, schemas dumps database",
    "transformer, schemas dumps",
    "seeder, schemas dumps",
    "inspect, schemas dumps",
    "sample, schemas dumps database",
    "operations, schemas dumps database extractor transformer seeder sample"
  })
  void aModuleSeesThoseBelowItAlone(String module, String below) {
    String[] seen =
        Stream.concat(
                Stream.of(module),
                Stream.ofNullable(below).flatMap(text -> Stream.of(text.split(" ", -1))))
            .toArray(String[]::new);
    noClasses()
        .that(resideInAPackage(packages(module)))
        .should()
        .dependOnClassesThat(resideInAnyPackage(packagesBut(seen)))
        .check(classes);
  }

  @ParameterizedTest
  @CsvSource({
    "dumps.block, dumps.block",
    "dumps, dumps dumps.block",
    "dumps.chain, dumps dumps.block dumps.chain",
    "dumps.repair, dumps dumps.block dumps.repair"
  })
  void aPackageOfDumpsSeesThoseBelowItAlone(String room, String seen) {
    String[] packages =
        Arrays.stream(seen.split(" ", -1)).map(each -> BASE + each).toArray(String[]::new);
    noClasses()
        .that(resideInAPackage(BASE + room))
        .should()
        .dependOnClassesThat(
            resideInAPackage(packages("dumps")).and(not(resideInAnyPackage(packages))))
        .check(classes);
  }

  @ParameterizedTest
  @CsvSource({
    "java.sql.., database sample",
    "javax.sql.., database",
    "com.microsoft.sqlserver.., database",
    "microsoft.sql.., database",
    "org.h2.., database",
    "com.rabbitmq.., seeder",
    "org.apache.qpid.., operations",
    "picocli.., cli",
    "io.micrometer.., cli"
  })
  void aLibraryIsUsedByItsModulesAlone(String library, String modules) {
    ArchRule rule =
        noClasses()
            .that(resideInAnyPackage(packagesBut(modules.split(" ", -1))))
            .should()
            .dependOnClassesThat(
                resideInAPackage(library)
                    .and(describe("no exception", ArchitectureTest::isNoException)));
    rule.check(classes);
  }

  /** The sample's callers let its SQLException pass; that opens no connection. */
  private static boolean isNoException(JavaClass type) {
    return !type.isEquivalentTo(SQLException.class);
  }

  @Test
  void theProcessEndsInMainAlone() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(Hpc.class.getName())
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .check(classes);
  }

  @Test
  void noClassPrintsByItself() {
    GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(classes);
    noClasses()
        .that(resideInAnyPackage(packagesBut("cli")))
        .should()
        .callMethod(Throwable.class, "printStackTrace")
        .check(classes);
  }

  @Test
  void theExtractorKnowsNoTimeThatTheZoneOfTheJvmShifts() {
    noClasses()
        .that(resideInAnyPackage(packages("extractor"), packages("database")))
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.Date")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.sql.Date")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.sql.Timestamp")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.Calendar")
        .check(classes);
  }

  @Test
  void noPackagesDependOnEachOtherInACircle() {
    SlicesRuleDefinition.slices().matching(BASE + "(**)").should().beFreeOfCycles().check(classes);
  }

  @Test
  void noTwoClassesOfDumpsNeedEachOther() {
    Map<String, Set<String>> needs =
        classes.stream()
            .filter(type -> type.getPackageName().startsWith(BASE + "dumps"))
            .collect(
                Collectors.groupingBy(
                    ArchitectureTest::outermost,
                    Collectors.flatMapping(
                        type ->
                            type.getDirectDependenciesFromSelf().stream()
                                .map(arrow -> arrow.getTargetClass().getBaseComponentType())
                                .map(ArchitectureTest::outermost),
                        Collectors.toSet())));
    needs.forEach(
        (name, others) ->
            assertThat(others)
                .as("what %s needs", name)
                .noneMatch(
                    other ->
                        !other.equals(name) && needs.getOrDefault(other, Set.of()).contains(name)));
  }

  private static String outermost(JavaClass type) {
    return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type.getName());
  }

  @Test
  void aPackageHasAtMost25Classes() {
    Map<String, Long> sizes =
        written().collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
    assertThat(sizes).allSatisfy((name, size) -> assertThat(size).isLessThanOrEqualTo(25));
  }

  @Test
  void noTwoClassesHaveOneName() {
    Map<String, List<String>> byName =
        written()
            .collect(
                Collectors.groupingBy(
                    JavaClass::getSimpleName,
                    Collectors.mapping(JavaClass::getName, Collectors.toList())));
    assertThat(byName).allSatisfy((name, all) -> assertThat(all).as(name).hasSize(1));
  }

  /** Returns the top-level classes that somebody wrote: all but package-info and protoc's. */
  private static Stream<JavaClass> written() {
    return classes.stream()
        .filter(JavaClass::isTopLevelClass)
        .filter(type -> !type.getSimpleName().equals("package-info"))
        .filter(type -> !type.isAssignableTo(MessageOrBuilder.class))
        .filter(type -> !type.isAssignableTo(ProtocolMessageEnum.class))
        .filter(type -> !type.isAssignableTo(GeneratedFile.class))
        .filter(type -> !type.getSimpleName().endsWith("Proto"));
  }

  @Test
  void everyModuleIsLookedAt() {
    for (String module : MODULES) {
      assertThat(classes)
          .as(module)
          .anyMatch(type -> type.getPackageName().startsWith(BASE + module));
    }
  }
}
