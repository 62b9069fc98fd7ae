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

package io.github.springxray.batch;

import org.springframework.batch.core.job.AbstractJob;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Role;

import io.github.springxray.job.JobSegments;
import io.github.springxray.job.XRayJobAutoConfiguration;
import io.github.springxray.recorder.TracingFaults;

/**
 * Auto-configuration of the segments of jobs of Spring Batch.
 */
@AutoConfiguration(after = XRayJobAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = { "xray.enabled", "xray.batch.enabled" }, matchIfMissing = true)
@ConditionalOnClass(AbstractJob.class)
@EnableConfigurationProperties(XRayBatchProperties.class)
@ImportRuntimeHints(BatchRuntimeHints.class)
public final class XRayBatchAutoConfiguration {

	@Bean
	BatchTracing xrayBatchTracing(JobSegments jobs, XRayBatchProperties properties) {
		return BatchTracing.of(new BatchTraces(jobs), properties.isChunks());
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static BatchPostProcessor xrayBatchPostProcessor(ObjectProvider<BatchTracing> tracing,
			ObjectProvider<TracingFaults> faults) {
		return new BatchPostProcessor(tracing, faults);
	}

}
