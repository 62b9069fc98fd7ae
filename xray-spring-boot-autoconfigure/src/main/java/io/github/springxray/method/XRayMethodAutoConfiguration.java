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

package io.github.springxray.method;

import org.springframework.aop.Advisor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;

import io.github.springxray.context.Subsegments;
import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.job.JobSegments;
import io.github.springxray.recorder.LeftAlone;

/**
 * Auto-configuration of the tracing of annotated beans. Its beans are created before most
 * others and so depend on none that is not there yet: properties are bound from the
 * environment, and what begins subsegments is looked up with the first call.
 */
@AutoConfiguration(after = XRayContextAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = { "xray.enabled", "xray.methods.enabled" }, matchIfMissing = true)
@EnableConfigurationProperties({ XRayMethodProperties.class, XRayRunnersProperties.class })
@Import(AutoProxyCreatorRegistrar.class)
@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
@ImportRuntimeHints(MethodRuntimeHints.class)
public final class XRayMethodAutoConfiguration {

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static Markers xrayMarkers(Environment environment, ListableBeanFactory beans) {
		XRayRunnersProperties runners = Binder.get(environment)
			.bindOrCreate("xray.runners", XRayRunnersProperties.class);
		return new Markers(new TracedPackages(properties(environment).getPackages()), new Runners(runners.isEnabled()),
				new ObservedAspects(beans)::areAbsent);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static MethodExclusions xrayMethodExclusions(Environment environment) {
		return new MethodExclusions(properties(environment).getExclude());
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static TraceableClasses xrayTraceableClasses(Markers markers, MethodExclusions exclusions,
			ListableBeanFactory beans, ObjectProvider<LeftAlone> parts) {
		return new TraceableClasses(markers, exclusions, new ProxyObstacles(beans), parts);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static Advisor xrayMethodAdvisor(Markers markers, MethodExclusions exclusions, TraceableClasses classes,
			ObjectProvider<Subsegments> subsegments, ObjectProvider<JobSegments> jobs, Environment environment) {
		TracedMethods methods = new TracedMethods(markers, exclusions);
		DefaultPointcutAdvisor advisor = new DefaultPointcutAdvisor(new TracedMethodPointcut(classes, methods),
				new TracingMethodInterceptor(methods, subsegments, jobs));
		advisor.setOrder(properties(environment).getOrder());
		return advisor;
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	LeftAloneBeans xrayLeftAloneBeans(ListableBeanFactory beans, TraceableClasses classes) {
		return new LeftAloneBeans(beans, classes);
	}

	@Bean
	UnusedPackages xrayUnusedPackages(ListableBeanFactory beans, Markers markers, Environment environment) {
		return new UnusedPackages(beans, markers, properties(environment).getPackages());
	}

	private static XRayMethodProperties properties(Environment environment) {
		return Binder.get(environment).bindOrCreate("xray.methods", XRayMethodProperties.class);
	}

}
