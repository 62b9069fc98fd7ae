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

package io.github.springxray.awssdk;

import java.util.HashSet;
import java.util.Set;

import com.amazonaws.xray.interceptors.TracingInterceptor;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.ClasspathInterceptorChainFactory;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.OverridingClassLoader;

import io.github.springxray.patch.ActivePatch;
import io.github.springxray.patch.PatchedLibrary;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link XRayAwsSdkAutoConfiguration}.
 */
class XRayAwsSdkAutoConfigurationTests extends AwsCallTesting {

	@Test
	void tracesByDefault() {
		runner().run((context) -> {
			assertThat(context).hasSingleBean(AwsSdkTracing.class)
				.hasSingleBean(AwsExceptionMessages.class)
				.hasSingleBean(OtherInterceptors.class);
			assertThat(context.getBean(ActivePatch.class).library()).isEqualTo(PatchedLibrary.AWS_SDK);
			assertThat(XRayAwsSdkInterceptor.CONTEXTS.latest()).isSameAs(context.getBean(AwsSdkTracing.class));
		});
		assertThat(XRayAwsSdkInterceptor.CONTEXTS.latest()).isNull();
	}

	@Test
	void tracesWithLazyBeans() {
		runner()
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> assertThat(XRayAwsSdkInterceptor.CONTEXTS.latest()).isNotNull());
	}

	@Test
	void doesNothingWhenTracingIsDisabled() {
		doesNothing(runner().withPropertyValues("xray.enabled=false"));
	}

	@Test
	void doesNothingWhenAllPatchesAreOff() {
		doesNothing(runner().withPropertyValues("xray.patch.enabled=false"));
	}

	@Test
	void doesNothingWhenItsPatchIsOff() {
		doesNothing(runner().withPropertyValues("xray.patch.aws-sdk.enabled=false"));
	}

	@Test
	void tracesWhenItsPatchAloneIsOn() {
		runner().withPropertyValues("xray.patch.enabled=false", "xray.patch.aws-sdk.enabled=true")
			.run((context) -> assertThat(context).hasSingleBean(AwsSdkTracing.class));
	}

	@Test
	void loadsNothingWithoutTheAwsSdk() {
		Set<String> asked = new HashSet<>();
		FilteredClassLoader classLoader = new FilteredClassLoader((name) -> {
			asked.add(name);
			return name.startsWith("software.amazon.awssdk.") && !name.startsWith("software.amazon.awssdk.utilslite.");
		});
		doesNothing(runner().withClassLoader(classLoader));
		assertThat(asked).filteredOn((name) -> name.startsWith("software.amazon.awssdk."))
			.allMatch((name) -> name.equals("software.amazon.awssdk.awscore.AwsExecutionAttribute")
					|| name.startsWith("software.amazon.awssdk.utilslite."));
		assertThat(asked).noneMatch((name) -> name.startsWith("io.github.springxray.awssdk.")
				&& !name.equals(XRayAwsSdkAutoConfiguration.class.getName()));
	}

	@Test
	void tracesWithoutTheInterceptorOfTheXRaySdk() {
		runner().withClassLoader(new FilteredClassLoader(TracingInterceptor.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(AwsSdkTracing.class)
				.doesNotHaveBean(OtherInterceptors.class));
	}

	@Test
	void whatCannotBeExcludedIsSaid() {
		runner().withPropertyValues("xray.patch.aws-sdk.exclude=SQS.*")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("xray.patch.aws-sdk.exclude")
				.hasMessageContaining("SQS.*"));
	}

	@Test
	void theSdkGivesTheInterceptorToEachClient() {
		assertThat(new ClasspathInterceptorChainFactory().getGlobalInterceptors())
			.hasAtLeastOneElementOfType(XRayAwsSdkInterceptor.class);
	}

	/**
	 * As where several applications share the SDK: it refuses a name that it knows.
	 */
	@Test
	void itsClassesMayBeLoadedTwice() throws Exception {
		ClassLoader classLoader = new OverridingClassLoader(getClass().getClassLoader()) {

			@Override
			protected boolean isEligibleForOverriding(String className) {
				return className.startsWith("io.github.springxray.awssdk.");
			}

		};
		assertThat(AwsCall.ATTRIBUTE).isNotNull();
		Class<?> second = Class.forName(AwsCall.class.getName(), true, classLoader);
		assertThat(second).isNotSameAs(AwsCall.class);
	}

	private static void doesNothing(ApplicationContextRunner runner) {
		runner.run((context) -> {
			assertThat(context).hasNotFailed()
				.doesNotHaveBean(XRayAwsSdkAutoConfiguration.class)
				.doesNotHaveBean(ActivePatch.class);
			assertThat(XRayAwsSdkInterceptor.CONTEXTS.latest()).isNull();
		});
	}

}
