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

package io.github.springxray.job;

import com.amazonaws.xray.AWSXRayRecorder;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;

import io.github.springxray.context.SegmentNames;
import io.github.springxray.context.Segments;
import io.github.springxray.context.Subsegments;
import io.github.springxray.http.IncomingSegments;
import io.github.springxray.http.TraceHeaders;
import io.github.springxray.http.XRayHttpAutoConfiguration;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.recorder.XRayProperties;

/**
 * Auto-configuration of the segments of work that no request has asked for.
 */
@AutoConfiguration(after = XRayHttpAutoConfiguration.class)
public final class XRayJobAutoConfiguration {

	/**
	 * Code has it injected, so it is there even if nothing is traced.
	 */
	@Bean
	@ConditionalOnMissingBean
	SegmentTemplate xraySegmentTemplate(ObjectProvider<JobSegments> jobs) {
		JobSegments active = jobs.getIfAvailable();
		return (active != null) ? new TracedWork(active) : SegmentTemplate.none();
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBooleanProperty(name = "xray.enabled", matchIfMissing = true)
	static class EnabledConfiguration {

		@Bean
		@ConditionalOnMissingBean
		LongJobs xrayLongJobs(TracingFaults faults) {
			return new LongJobs(LongJobs.INTERVAL, faults);
		}

		@Bean
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		static JobThreadsPostProcessor xrayJobThreadsPostProcessor() {
			return new JobThreadsPostProcessor("xrayJobSegments");
		}

		@Bean
		JobSegments xrayJobSegments(XRayProperties properties, Environment environment, AWSXRayRecorder recorder,
				Segments segments, Subsegments subsegments, TraceHeaders headers, LongJobs longJobs,
				TracingFaults faults) {
			String service = SegmentNames.ofService(properties.getName(),
					environment.getProperty("spring.application.name"));
			return new JobSegments(service, segments, subsegments,
					new IncomingSegments(recorder, segments, headers, faults), longJobs, faults);
		}

	}

}
