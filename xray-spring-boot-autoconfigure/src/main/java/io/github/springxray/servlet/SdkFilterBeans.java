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

package io.github.springxray.servlet;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.RuntimeBeanReference;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.util.ClassUtils;

/**
 * Adds a registration that registers nothing for each bean that is the servlet filter of
 * the X-Ray SDK. Spring Boot registers each filter among the beans that has no
 * registration of its own.
 */
final class SdkFilterBeans implements BeanDefinitionRegistryPostProcessor {

	static final String PREFIX = "xrayWithout.";

	@Override
	public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
		if (!(registry instanceof ListableBeanFactory beans)
				|| !ClassUtils.isPresent(SdkFilters.FILTER, SdkFilterBeans.class.getClassLoader())) {
			return;
		}
		String[] factories = beans.getBeanNamesForType(SdkFilters.class, true, false);
		if (factories.length == 0) {
			return;
		}
		Class<?> type = ClassUtils.resolveClassName(SdkFilters.FILTER, SdkFilterBeans.class.getClassLoader());
		for (String name : beans.getBeanNamesForType(type, true, false)) {
			if (!registry.containsBeanDefinition(PREFIX + name)) {
				registry.registerBeanDefinition(PREFIX + name, registrationOf(name, factories[0]));
			}
		}
	}

	/**
	 * Names what creates it and holds no code, so that it can be written down when an
	 * application is processed ahead of time. What was written down is there before this
	 * runs again.
	 */
	private static RootBeanDefinition registrationOf(String filter, String factory) {
		RootBeanDefinition definition = new RootBeanDefinition(FilterRegistrationBean.class);
		definition.setFactoryBeanName(factory);
		definition.setFactoryMethodName("disabled");
		definition.getConstructorArgumentValues().addIndexedArgumentValue(0, new RuntimeBeanReference(filter));
		definition.getConstructorArgumentValues().addIndexedArgumentValue(1, filter);
		return definition;
	}

}
