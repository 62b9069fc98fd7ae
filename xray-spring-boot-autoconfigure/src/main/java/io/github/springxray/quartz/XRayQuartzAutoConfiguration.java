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

package io.github.springxray.quartz;

import org.quartz.Scheduler;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Role;
import org.springframework.scheduling.quartz.SchedulerFactoryBean;

import io.github.springxray.job.JobSegments;
import io.github.springxray.job.XRayJobAutoConfiguration;

/**
 * Auto-configuration of the segments of jobs of Quartz.
 */
@AutoConfiguration(after = XRayJobAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = { "xray.enabled", "xray.quartz.enabled" }, matchIfMissing = true)
@ConditionalOnClass({ Scheduler.class, SchedulerFactoryBean.class })
@EnableConfigurationProperties(XRayQuartzProperties.class)
public final class XRayQuartzAutoConfiguration {

	@Bean
	TracingJobListener xrayQuartzJobListener(JobSegments jobs) {
		return new TracingJobListener(jobs);
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static SchedulerPostProcessor xrayQuartzSchedulerPostProcessor(ObjectProvider<TracingJobListener> listener) {
		return new SchedulerPostProcessor(listener);
	}

}
