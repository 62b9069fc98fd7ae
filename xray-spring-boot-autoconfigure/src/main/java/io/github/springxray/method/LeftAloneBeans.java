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

import java.util.List;

import org.aopalliance.aop.Advice;

import org.springframework.aop.Advisor;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Looks at the beans that Spring never offers for a proxy, so that those among them that
 * ask to be traced are warned about as well.
 */
final class LeftAloneBeans implements SmartInitializingSingleton {

	private static final List<Class<?>> TYPES = List.of(BeanPostProcessor.class, BeanFactoryPostProcessor.class,
			Advisor.class, Advice.class);

	private final ListableBeanFactory beans;

	private final TraceableClasses classes;

	LeftAloneBeans(ListableBeanFactory beans, TraceableClasses classes) {
		this.beans = beans;
		this.classes = classes;
	}

	@Override
	public void afterSingletonsInstantiated() {
		for (Class<?> type : TYPES) {
			for (String name : this.beans.getBeanNamesForType(type, true, false)) {
				Class<?> beanClass = this.beans.getType(name, false);
				if (beanClass != null) {
					this.classes.matches(beanClass);
				}
			}
		}
	}

}
