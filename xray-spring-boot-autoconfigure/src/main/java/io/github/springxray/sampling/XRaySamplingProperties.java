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

package io.github.springxray.sampling;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.core.io.Resource;

/**
 * Properties of the choice of requests that are traced.
 */
@ConfigurationProperties("xray.sampling")
public class XRaySamplingProperties {

	/**
	 * How to choose the requests that are traced: central asks X-Ray for its rules and
	 * takes the local ones until it has them, local takes rules, fixed-target and rate,
	 * all and none choose every request and no request. A decision in the trace header
	 * wins over it.
	 */
	private SamplingStrategyType strategy = SamplingStrategyType.CENTRAL;

	/**
	 * How many requests per second are traced in any case, where no local rule fits.
	 */
	private int fixedTarget = 1;

	/**
	 * Which share of all further requests is traced, from 0 to 1, where no local rule
	 * fits.
	 */
	private double rate = 0.05;

	/**
	 * Local rules, of which the first one that fits a request decides.
	 */
	private final List<Rule> rules = new ArrayList<>();

	/**
	 * Where a JSON file with local rules lies, in the format of the X-Ray SDKs or of the
	 * X-Ray API. It is read again when it changes. Defaults to no file.
	 */
	private @Nullable Resource rulesLocation;

	/**
	 * How many traces an instance records per second at most, whatever rules and trace
	 * headers say. Defaults to any number.
	 */
	private @Nullable Integer maxPerSecond;

	/**
	 * Whether to record a request that was not sampled, as a segment without children, if
	 * it turns out to be a fault.
	 */
	private boolean captureAnomalies;

	/**
	 * How many of such requests an instance records per second at most.
	 */
	private int maxAnomaliesPerSecond = 1;

	public SamplingStrategyType getStrategy() {
		return this.strategy;
	}

	public void setStrategy(SamplingStrategyType strategy) {
		this.strategy = strategy;
	}

	public int getFixedTarget() {
		return this.fixedTarget;
	}

	public void setFixedTarget(int fixedTarget) {
		this.fixedTarget = fixedTarget;
	}

	public double getRate() {
		return this.rate;
	}

	public void setRate(double rate) {
		this.rate = rate;
	}

	public List<Rule> getRules() {
		return this.rules;
	}

	public @Nullable Resource getRulesLocation() {
		return this.rulesLocation;
	}

	public void setRulesLocation(@Nullable Resource rulesLocation) {
		this.rulesLocation = rulesLocation;
	}

	public @Nullable Integer getMaxPerSecond() {
		return this.maxPerSecond;
	}

	public void setMaxPerSecond(@Nullable Integer maxPerSecond) {
		this.maxPerSecond = maxPerSecond;
	}

	public boolean isCaptureAnomalies() {
		return this.captureAnomalies;
	}

	public void setCaptureAnomalies(boolean captureAnomalies) {
		this.captureAnomalies = captureAnomalies;
	}

	public int getMaxAnomaliesPerSecond() {
		return this.maxAnomaliesPerSecond;
	}

	public void setMaxAnomaliesPerSecond(int maxAnomaliesPerSecond) {
		this.maxAnomaliesPerSecond = maxAnomaliesPerSecond;
	}

	/**
	 * A local rule. Patterns may have asterisks for any text and question marks for one
	 * character.
	 */
	public static class Rule {

		/**
		 * What the rule is for. It is recorded as the name of the rule.
		 */
		private @Nullable String description;

		/**
		 * Pattern of the name of the segment.
		 */
		private String serviceName = "*";

		/**
		 * Pattern of the host of the URL.
		 */
		private String host = "*";

		/**
		 * Pattern of the HTTP method.
		 */
		private String httpMethod = "*";

		/**
		 * Pattern of the path of the URL.
		 */
		private String urlPath = "*";

		/**
		 * Pattern of the job or the queue, where there is no HTTP request.
		 */
		private String job = "*";

		/**
		 * Patterns of attributes that a request must have, by name.
		 */
		private final Map<String, String> attributes = new LinkedHashMap<>();

		/**
		 * How many requests per second are traced in any case.
		 */
		private int fixedTarget = 0;

		/**
		 * Which share of all further requests is traced, from 0 to 1.
		 */
		private @Nullable Double rate;

		/**
		 * Order of the rule, the lowest first. Rules of the same priority are asked as
		 * they are listed.
		 */
		private int priority = 10000;

		public @Nullable String getDescription() {
			return this.description;
		}

		public void setDescription(@Nullable String description) {
			this.description = description;
		}

		public String getServiceName() {
			return this.serviceName;
		}

		public void setServiceName(String serviceName) {
			this.serviceName = serviceName;
		}

		public String getHost() {
			return this.host;
		}

		public void setHost(String host) {
			this.host = host;
		}

		public String getHttpMethod() {
			return this.httpMethod;
		}

		public void setHttpMethod(String httpMethod) {
			this.httpMethod = httpMethod;
		}

		public String getUrlPath() {
			return this.urlPath;
		}

		public void setUrlPath(String urlPath) {
			this.urlPath = urlPath;
		}

		public String getJob() {
			return this.job;
		}

		public void setJob(String job) {
			this.job = job;
		}

		public Map<String, String> getAttributes() {
			return this.attributes;
		}

		public int getFixedTarget() {
			return this.fixedTarget;
		}

		public void setFixedTarget(int fixedTarget) {
			this.fixedTarget = fixedTarget;
		}

		public @Nullable Double getRate() {
			return this.rate;
		}

		public void setRate(@Nullable Double rate) {
			this.rate = rate;
		}

		public int getPriority() {
			return this.priority;
		}

		public void setPriority(int priority) {
			this.priority = priority;
		}

	}

}
