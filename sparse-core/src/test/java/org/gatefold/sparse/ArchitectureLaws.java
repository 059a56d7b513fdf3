package org.gatefold.sparse;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What every module keeps to, with the classes it sees: sparse-core ← datasets ← tools, no tool knows another, no
 * cycles of packages, libraries where they belong.
 */
public final class ArchitectureLaws {
    private static final String[] TOOLS = {"org.gatefold.doa..", "org.gatefold.ofdm..", "org.gatefold.photometric.."};

    private static final Pattern BELOW_A_MODULE = Pattern.compile("org\\.gatefold\\.\\w+\\.\\w+");

    private ArchitectureLaws() {}

    @ArchTest
    static final ArchRule CORE_KNOWS_NO_DATASETS = noClasses()
            .that()
            .resideInAPackage("org.gatefold.sparse..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.gatefold.datasets..");

    @ArchTest
    static final ArchRule CORE_AND_DATASETS_KNOW_NO_TOOL = noClasses()
            .that()
            .resideInAnyPackage("org.gatefold.sparse..", "org.gatefold.datasets..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(TOOLS);

    @ArchTest
    static final ArchRule TOOLS_KNOW_NO_TOOL = CompositeArchRule.of(knowsNeither(TOOLS[0], TOOLS[1], TOOLS[2]))
            .and(knowsNeither(TOOLS[1], TOOLS[0], TOOLS[2]))
            .and(knowsNeither(TOOLS[2], TOOLS[0], TOOLS[1]));

    private static ArchRule knowsNeither(String tool, String... others) {
        return noClasses()
                .that()
                .resideInAPackage(tool)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .allowEmptyShould(true);
    }

    /** Packages are those below a module, with all below them. */
    @ArchTest
    static void packagesHaveNoCycles(JavaClasses classes) {
        Map<String, Set<String>> known = new TreeMap<>();
        for (JavaClass c : classes) {
            String from = packageOf(c);
            for (Dependency d : c.getDirectDependenciesFromSelf()) {
                String to = packageOf(d.getTargetClass());
                if (!from.isEmpty() && !to.isEmpty() && !from.equals(to)) {
                    known.computeIfAbsent(from, p -> new TreeSet<>()).add(to);
                }
            }
        }
        // Who knows nobody, or whom nobody knows, is in no cycle; nor, then, is who knows only such.
        boolean fewer = true;
        while (fewer) {
            Set<String> told = known.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
            fewer = known.keySet().retainAll(told);
            known.values().forEach(names -> names.retainAll(Set.copyOf(known.keySet())));
            fewer |= known.values().removeIf(Set::isEmpty);
        }
        assertTrue(known.isEmpty(), () -> "packages in cycles: " + known);
    }

    private static String packageOf(JavaClass c) {
        Matcher below = BELOW_A_MODULE.matcher(c.getPackageName());
        return below.lookingAt() ? below.group() : "";
    }

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
            .resideInAnyPackage("org.bytedeco..", "dev.ludovic.netlib..");

    @ArchTest
    static final ArchRule PICOCLI_STAYS_IN_THE_COMMANDS = noClasses()
            .that()
            .resideOutsideOfPackage("..cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");
}
