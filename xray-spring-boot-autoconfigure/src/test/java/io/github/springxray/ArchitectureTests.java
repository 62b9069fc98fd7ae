/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.springxray;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * The rules of the house: which way dependencies point, and what an auto-configuration
 * looks like.
 */
@AnalyzeClasses(packages = "io.github.springxray", importOptions = ArchitectureTests.MainClasses.class)
class ArchitectureTests {

	private static final String ROOT = "io.github.springxray";

	@ArchTest
	static final ArchRule packagesHaveNoCycles = slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

	@ArchTest
	static final ArchRule entityKnowsNobody = noClasses().that()
		.resideInAPackage(ROOT + ".entity..")
		.should()
		.dependOnClassesThat(inTheProjectBut("entity"));

	@ArchTest
	static final ArchRule recorderKnowsEntitiesOnly = noClasses().that()
		.resideInAPackage(ROOT + ".recorder..")
		.should()
		.dependOnClassesThat(inTheProjectBut("recorder", "entity"));

	@ArchTest
	static final ArchRule contextKnowsTheRecorderAndEntities = noClasses().that()
		.resideInAPackage(ROOT + ".context..")
		.should()
		.dependOnClassesThat(inTheProjectBut("context", "recorder", "entity"));

	@ArchTest
	static final ArchRule samplingKnowsTheRecorderOnly = noClasses().that()
		.resideInAPackage(ROOT + ".sampling..")
		.should()
		.dependOnClassesThat(inTheProjectBut("sampling", "recorder"));

	@ArchTest
	static final ArchRule platformKnowsTheRecorderOnly = noClasses().that()
		.resideInAPackage(ROOT + ".platform..")
		.should()
		.dependOnClassesThat(inTheProjectBut("platform", "recorder"));

	@ArchTest
	static final ArchRule documentKnowsRecorderContextAndEntities = noClasses().that()
		.resideInAPackage(ROOT + ".document..")
		.should()
		.dependOnClassesThat(inTheProjectBut("document", "recorder", "context", "entity"));

	@ArchTest
	static final ArchRule emitterKnowsDocumentAndWhatIsBelowItAndSampling = noClasses().that()
		.resideInAPackage(ROOT + ".emitter..")
		.should()
		.dependOnClassesThat(inTheProjectBut("emitter", "document", "recorder", "context", "entity", "sampling"));

	@ArchTest
	static final ArchRule httpKnowsContextRecorderSamplingAndEntities = noClasses().that()
		.resideInAPackage(ROOT + ".http..")
		.should()
		.dependOnClassesThat(inTheProjectBut("http", "context", "recorder", "entity", "sampling"));

	@ArchTest
	static final ArchRule jobKnowsWhatIsBelowFeatures = noClasses().that()
		.resideInAPackage(ROOT + ".job..")
		.should()
		.dependOnClassesThat(inTheProjectBut("job", "http", "context", "recorder", "entity", "sampling"));

	@ArchTest
	static final ArchRule messagingKnowsWhatIsBelowFeatures = noClasses().that()
		.resideInAPackage(ROOT + ".messaging..")
		.should()
		.dependOnClassesThat(inTheProjectBut("messaging", "http", "context", "recorder", "entity", "sampling"));

	@ArchTest
	static final ArchRule featuresKnowWhatIsBelowThemOnly = noClasses().that()
		.resideInAnyPackage(ROOT + ".servlet..", ROOT + ".reactive..", ROOT + ".method..", ROOT + ".restclient..",
				ROOT + ".webclient..", ROOT + ".jdbc..", ROOT + ".r2dbc..", ROOT + ".awssdk..", ROOT + ".lambda..",
				ROOT + ".sqs..", ROOT + ".kafka..", ROOT + ".jms..", ROOT + ".rabbit..", ROOT + ".stream..",
				ROOT + ".executor..", ROOT + ".scheduling..", ROOT + ".batch..", ROOT + ".quartz..",
				ROOT + ".jdkclient..", ROOT + ".apacheclient..", ROOT + ".okhttp..", ROOT + ".jettyclient..",
				ROOT + ".nettyclient..", ROOT + ".feign..", ROOT + ".gateway..", ROOT + ".mongo..", ROOT + ".redis..",
				ROOT + ".grpc..", ROOT + ".graphql..", ROOT + ".observation..", ROOT + ".micrometer..")
		.should(dependOnAnotherFeature());

	@ArchTest
	static final ArchRule actuateTellsOfEmitterAndSamplingAndWhatIsBelowThem = noClasses().that()
		.resideInAPackage(ROOT + ".actuate..")
		.should()
		.dependOnClassesThat(inTheProjectBut("actuate", "emitter", "context", "recorder", "sampling"));

	@ArchTest
	static final ArchRule nobodyKnowsDiagnostics = noClasses().that()
		.resideOutsideOfPackage(ROOT + ".diagnostics..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage(ROOT + ".diagnostics..");

	@ArchTest
	static final ArchRule datadogKnowsWhatIsBelowItOnly = noClasses().that()
		.resideInAPackage(ROOT + ".datadog..")
		.should()
		.dependOnClassesThat(inTheProjectBut("datadog", "http", "context", "recorder"));

	@ArchTest
	static final ArchRule loggingKnowsDatadogAndWhatIsCurrent = noClasses().that()
		.resideInAPackage(ROOT + ".logging..")
		.should()
		.dependOnClassesThat(inTheProjectBut("logging", "datadog", "context", "recorder"));

	@ArchTest
	static final ArchRule autoConfigurationsArePublicAndFinal = classes().that()
		.areAnnotatedWith(AutoConfiguration.class)
		.should()
		.bePublic()
		.andShould()
		.haveModifier(JavaModifier.FINAL)
		.andShould()
		.haveSimpleNameEndingWith("AutoConfiguration");

	@ArchTest
	static final ArchRule autoConfigurationsHaveNoPublicMembers = noMethods().that()
		.areDeclaredInClassesThat()
		.areAnnotatedWith(AutoConfiguration.class)
		.should()
		.bePublic();

	@ArchTest
	static final ArchRule nestedConfigurationsDoNotProxyBeanMethods = classes().that()
		.areAnnotatedWith(Configuration.class)
		.and()
		.areNotAnnotatedWith(AutoConfiguration.class)
		.should(notProxyBeanMethods());

	@ArchTest
	static final ArchRule beanMethodsArePackagePrivate = methods().that()
		.areAnnotatedWith(Bean.class)
		.should()
		.bePackagePrivate();

	@ArchTest
	static final ArchRule conditionsOnClassesStandOnClasses = noMethods().should()
		.beAnnotatedWith(ConditionalOnClass.class);

	@ArchTest
	static final ArchRule postProcessorsComeFromStaticMethods = methods().that()
		.areAnnotatedWith(Bean.class)
		.and()
		.haveRawReturnType(assignableToAny(BeanPostProcessor.class, BeanFactoryPostProcessor.class))
		.should()
		.beStatic()
		.allowEmptyShould(true);

	@ArchTest
	static final ArchRule propertiesAreUnderOnePrefix = classes().that()
		.areAnnotatedWith(ConfigurationProperties.class)
		.should(haveThePrefix());

	@ArchTest
	static final ArchRule nobodyUsesTheFilterAspectOrEmitterOfTheSdk = noClasses().that()
		.doNotHaveFullyQualifiedName(ROOT + ".awssdk.OtherInterceptors")
		.should()
		.dependOnClassesThat()
		.haveNameMatching("com\\.amazonaws\\.xray\\.(javax|jakarta|interceptors|sql)\\..*|.*\\.AbstractXRayInterceptor"
				+ "|.*\\.UDPEmitter");

	@ArchTest
	static final ArchRule implementationsAreNotOpenForExtension = constructors().that()
		.areDeclaredInClassesThat()
		.arePackagePrivate()
		.and()
		.areDeclaredInClassesThat()
		.areTopLevelClasses()
		.should()
		.notBePublic()
		.allowEmptyShould(true);

	private static DescribedPredicate<JavaClass> inTheProjectBut(String... packages) {
		return DescribedPredicate
			.describe("belong to other packages of the project than " + String.join(", ", packages), (type) -> {
				if (!type.getPackageName().startsWith(ROOT + ".")) {
					return false;
				}
				for (String allowed : packages) {
					if (isIn(type, allowed)) {
						return false;
					}
				}
				return true;
			});
	}

	private static boolean isIn(JavaClass type, String name) {
		String qualified = ROOT + "." + name;
		return type.getPackageName().equals(qualified) || type.getPackageName().startsWith(qualified + ".");
	}

	private static ArchCondition<JavaClass> dependOnAnotherFeature() {
		return new ArchCondition<>("depend on another feature") {

			@Override
			public void check(JavaClass item, ConditionEvents events) {
				item.getDirectDependenciesFromSelf()
					.stream()
					.filter((dependency) -> dependency.getTargetClass().getPackageName().startsWith(ROOT + "."))
					.filter((dependency) -> !dependency.getTargetClass().getPackageName().equals(item.getPackageName()))
					.filter((dependency) -> !isBelowFeatures(dependency.getTargetClass()))
					.filter((dependency) -> !(isIn(item, "r2dbc") && isIn(dependency.getTargetClass(), "jdbc")))
					.filter((dependency) -> !(isIn(item, "micrometer")
							&& isIn(dependency.getTargetClass(), "observation")))
					.forEach((dependency) -> events
						.add(SimpleConditionEvent.satisfied(item, dependency.getDescription())));
			}

		};
	}

	private static boolean isBelowFeatures(JavaClass type) {
		return isIn(type, "http") || isIn(type, "context") || isIn(type, "recorder") || isIn(type, "entity")
				|| isIn(type, "sampling") || isIn(type, "patch") || isIn(type, "job") || isIn(type, "messaging");
	}

	private static DescribedPredicate<JavaClass> assignableToAny(Class<?>... types) {
		return DescribedPredicate.describe("assignable to a post-processor", (type) -> {
			for (Class<?> candidate : types) {
				if (type.isAssignableTo(candidate)) {
					return true;
				}
			}
			return false;
		});
	}

	private static ArchCondition<JavaClass> notProxyBeanMethods() {
		return new ArchCondition<>("not proxy bean methods") {

			@Override
			public void check(JavaClass item, ConditionEvents events) {
				boolean proxies = item.getAnnotationOfType(Configuration.class).proxyBeanMethods();
				events.add(new SimpleConditionEvent(item, !proxies, item.getName() + " proxies bean methods"));
			}

		};
	}

	private static ArchCondition<JavaClass> haveThePrefix() {
		return new ArchCondition<>("have the prefix xray") {

			@Override
			public void check(JavaClass item, ConditionEvents events) {
				ConfigurationProperties annotation = item.getAnnotationOfType(ConfigurationProperties.class);
				String prefix = annotation.value().isEmpty() ? annotation.prefix() : annotation.value();
				boolean ok = prefix.equals("xray") || prefix.startsWith("xray.");
				events.add(new SimpleConditionEvent(item, ok, item.getName() + " has the prefix " + prefix));
			}

		};
	}

	/**
	 * What is published, without tests and the test support that is compiled with them.
	 */
	static final class MainClasses implements ImportOption {

		@Override
		public boolean includes(com.tngtech.archunit.core.importer.Location location) {
			return !location.contains("/test-classes/");
		}

	}

}
