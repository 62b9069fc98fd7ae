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

import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.core.Ordered;

/**
 * How calls of beans' methods are traced.
 */
@ConfigurationProperties("xray.methods")
public class XRayMethodProperties {

	/**
	 * Whether to trace the methods of annotated beans.
	 */
	private boolean enabled = true;

	/**
	 * Order of the tracing advice among the advices of a bean. The default stands outside
	 * transactions and caching; retries and asynchronous execution stand outside of it,
	 * so that each attempt is a subsegment and the wait for a thread is in none.
	 */
	private int order = Ordered.LOWEST_PRECEDENCE - 1000;

	/**
	 * Packages whose beans are traced without an annotation. Their sub-packages are
	 * included.
	 */
	private List<String> packages = new ArrayList<>();

	/**
	 * Packages, classes and methods that are never traced, annotated or not, such as
	 * com.example.internal, OrderMapper or OrderService.find*; a * stands for a part of a
	 * name, ** for any number of names.
	 */
	private List<String> exclude = new ArrayList<>();

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public int getOrder() {
		return this.order;
	}

	public void setOrder(int order) {
		this.order = order;
	}

	public List<String> getPackages() {
		return this.packages;
	}

	public void setPackages(List<String> packages) {
		this.packages = packages;
	}

	public List<String> getExclude() {
		return this.exclude;
	}

	public void setExclude(List<String> exclude) {
		this.exclude = exclude;
	}

}
