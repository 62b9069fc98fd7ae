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

package io.github.springxray.scheduling;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Role;

import io.github.springxray.context.CurrentEntityListener;
import io.github.springxray.context.Subsegments;
import io.github.springxray.job.JobSegments;
import io.github.springxray.job.XRayJobAutoConfiguration;

/**
 * Auto-configuration of the segments of scheduled tasks.
 */
@AutoConfiguration(after = XRayJobAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = { "xray.enabled", "xray.scheduling.enabled" }, matchIfMissing = true)
@Conditional(OnScheduledTasksCondition.class)
@EnableConfigurationProperties(XRaySchedulingProperties.class)
@ImportRuntimeHints(SchedulingRuntimeHints.class)
public final class XRaySchedulingAutoConfiguration {

	@Bean
	FailureIds xrayFailureIds(ObjectProvider<CurrentEntityListener> listener, ObjectProvider<Subsegments> subsegments) {
		return new FailureIds(listener::getIfAvailable, () -> subsegments.getObject().current());
	}

	@Bean
	TracedScheduling xrayTracedScheduling(ObjectProvider<JobSegments> jobs, FailureIds failureIds) {
		return new TracedScheduling(jobs, failureIds);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static SchedulerPostProcessor xraySchedulerPostProcessor(ObjectProvider<FailureIds> failureIds) {
		return new SchedulerPostProcessor(failureIds);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static RegistrarPostProcessor xrayScheduledTaskRegistrarPostProcessor(ObjectProvider<TracedScheduling> scheduling) {
		return new RegistrarPostProcessor(scheduling);
	}

}
