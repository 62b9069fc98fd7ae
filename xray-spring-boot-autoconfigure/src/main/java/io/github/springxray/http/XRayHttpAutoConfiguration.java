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

package io.github.springxray.http;

import com.amazonaws.xray.AWSXRayRecorder;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.web.util.pattern.PathPattern;

import io.github.springxray.context.Segments;
import io.github.springxray.context.Subsegments;
import io.github.springxray.context.XRayContextAutoConfiguration;
import io.github.springxray.recorder.TracingFaults;
import io.github.springxray.recorder.XRayProperties;

/**
 * Auto-configuration of what HTTP servers and clients have in common.
 */
@AutoConfiguration(after = XRayContextAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "xray.enabled", matchIfMissing = true)
@EnableConfigurationProperties({ XRayProperties.class, XRayServerProperties.class, XRayPropagationProperties.class,
		XRayHttpClientProperties.class })
public final class XRayHttpAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(SegmentNaming.class)
	HostAwareSegmentNaming xraySegmentNaming(XRayProperties properties, Environment environment) {
		return new HostAwareSegmentNaming(properties.getName(), environment.getProperty("spring.application.name"),
				properties.getRecognizedHosts());
	}

	@Bean
	HttpExceptionMessages xrayHttpExceptionMessages() {
		return new HttpExceptionMessages();
	}

	@Bean
	@ConditionalOnMissingBean
	TraceHeaders xrayTraceHeaders(XRayServerProperties server, XRayPropagationProperties propagation,
			ObjectProvider<TraceHeaderExtension> extensions) {
		return new TraceHeaders(server.getTrustIncoming(), propagation.getConsume(), propagation.getProduce(),
				extensions.orderedStream().toList());
	}

	@Bean
	@ConditionalOnMissingBean
	RequestExclusions xrayRequestExclusions(ObjectProvider<RequestExclusion> exclusions, TracingFaults faults) {
		return new RequestExclusions(exclusions.orderedStream().toList(), faults);
	}

	@Bean
	UserAgentExclusion xrayUserAgentExclusion(XRayServerProperties properties) {
		return new UserAgentExclusion(properties.getExcludeUserAgents());
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(Subsegments.class)
	ServerSegments xrayServerSegments(AWSXRayRecorder recorder, Segments segments, Subsegments subsegments,
			SegmentNaming naming, RequestExclusions exclusions, TraceHeaders headers, XRayServerProperties properties,
			TracingFaults faults) {
		return new ServerSegments(recorder, segments, subsegments, naming, exclusions, headers, properties, faults);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(Subsegments.class)
	HttpClientTracing xrayHttpClientTracing(XRayHttpClientProperties properties, Subsegments subsegments,
			TraceHeaders headers, ObjectProvider<HttpSubsegmentCustomizer> customizers) {
		return new HttpClientTracing(subsegments, headers, properties.propagateTo(), properties.excludeHosts(),
				properties.excludeUrls(), customizers.orderedStream().toList());
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(PathPattern.class)
	static class PathPatternConfiguration {

		@Bean
		PathPatternExclusion xrayPathExclusion(XRayServerProperties properties) {
			return new PathPatternExclusion(properties.getExcludePaths());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ PathMappedEndpoints.class, ManagementPortType.class })
	@ConditionalOnBooleanProperty(name = "xray.server.include-actuator", havingValue = false, matchIfMissing = true)
	static class ActuatorConfiguration {

		@Bean
		ActuatorExclusion xrayActuatorExclusion(ObjectProvider<PathMappedEndpoints> endpoints,
				ObjectProvider<ActuatorPathPrefix> prefix, Environment environment) {
			return new ActuatorExclusion(endpoints::getIfAvailable,
					() -> prefix.stream().map(ActuatorPathPrefix::get).findFirst().orElse(""),
					ManagementPortType.get(environment) == ManagementPortType.SAME);
		}

		/**
		 * Spring MVC serves the endpoints below the path of its servlet.
		 */
		@Configuration(proxyBeanMethods = false)
		@ConditionalOnClass(DispatcherServletPath.class)
		static class DispatcherServletConfiguration {

			@Bean
			ActuatorPathPrefix xrayActuatorPathPrefix(ObjectProvider<DispatcherServletPath> servlet) {
				return () -> servlet.stream().map(DispatcherServletPath::getPrefix).findFirst().orElse("");
			}

		}

	}

	@FunctionalInterface
	interface ActuatorPathPrefix {

		String get();

	}

}
