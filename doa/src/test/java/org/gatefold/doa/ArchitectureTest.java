package org.gatefold.doa;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Dependencies point one way: sparse-core ← datasets ← tools. */
@AnalyzeClasses(packages = "org.gatefold", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule CORE_KNOWS_NOTHING_ABOVE_IT = noClasses()
            .that()
            .resideInAPackage("org.gatefold.sparse..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.gatefold.datasets..", "org.gatefold.doa..");

    @ArchTest
    static final ArchRule DATASETS_KNOW_NO_TOOL = noClasses()
            .that()
            .resideInAPackage("org.gatefold.datasets..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.gatefold.doa..");

    @ArchTest
    static final ArchRule CORE_HAS_NO_CYCLES =
            slices().matching("org.gatefold.sparse.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule DOA_HAS_NO_CYCLES =
            slices().matching("org.gatefold.doa.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule DATASETS_HAVE_NO_CYCLES =
            slices().matching("org.gatefold.datasets.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ND4J_STAYS_IN_THE_DICTIONARY_PACKAGE = noClasses()
            .that()
            .resideOutsideOfPackage("org.gatefold.sparse.dictionary..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.nd4j..");

    @ArchTest
    static final ArchRule OPENBLAS_STAYS_IN_THE_KERNEL = noClasses()
            .that()
            .resideOutsideOfPackage("org.gatefold.sparse.kernel..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bytedeco..");

    @ArchTest
    static final ArchRule PICOCLI_STAYS_IN_THE_COMMANDS = noClasses()
            .that()
            .resideOutsideOfPackage("..cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");
}
